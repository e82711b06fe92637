/** Lets the service worker keep pages for use without a network, unless the reader switched that off. */
import { remembered } from "../memory.js";

export const root = new URL("../../../", import.meta.url);
export const OFF = `offline ${root.pathname}`;

/** @param {string} [kind] what is to be kept of this page's language; the checklists unless it says more */
export async function keepPages(kind) {
  if (!("serviceWorker" in navigator) || remembered.get(OFF) === "off") return;
  try {
    await navigator.serviceWorker.register(new URL("sw.js", root));
    const { active } = await navigator.serviceWorker.ready;
    const [locale] = location.href.slice(root.href.length).split("/");
    active?.postMessage({ locale, kind });
  } catch {
    // Refused, or not there: pages come from the network, as ever.
  }
}
