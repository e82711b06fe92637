/** Lets the service worker keep pages for use without a network, unless the reader switched that off. */
import type { Kind, PageRequest } from "../worker/messages.ts";
import { readItem, writeItem } from "./local-storage.ts";

/** The site's root: bundles are in a folder of `assets/`. */
export const siteRoot = new URL("../../", import.meta.url);
const SWITCH = `offline ${siteRoot.pathname}`;

export const isKeepingOff = (): boolean => readItem(SWITCH) === "off";

export const switchKeeping = (isOn: boolean): boolean => writeItem(SWITCH, isOn ? "" : "off");

/** Asks for what is to be kept of this page's language: the checklists, unless another kind is given. */
export async function keepPages(kind?: Kind): Promise<void> {
  if (!("serviceWorker" in navigator) || isKeepingOff()) return;
  try {
    await navigator.serviceWorker.register(new URL("sw.js", siteRoot));
    const { active } = await navigator.serviceWorker.ready;
    const [locale = ""] = location.href.slice(siteRoot.href.length).split("/");
    active?.postMessage({ locale, kind } satisfies PageRequest);
  } catch {
    // The worker is refused or missing: pages come from the network, as ever.
  }
}
