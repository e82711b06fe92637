/** Lets the service worker keep pages for use without a network, unless the reader switched that off. */
import { remembered } from "../memory.js";

const root = new URL("../../../", import.meta.url);
const OFF = "offline";

/** @param {"checklists" | "pages"} [kind] what is to be kept of this page's language */
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

/** @param {boolean} isOn */
export async function switchKeeping(isOn) {
  remembered.set(OFF, isOn ? "" : "off");
  if (isOn) return keepPages();
  const registration = await navigator.serviceWorker.getRegistration(root);
  await registration?.unregister();
  for (const name of await caches.keys()) {
    if (name.startsWith(`stegvis ${root.pathname} `)) await caches.delete(name);
  }
}

export const isOff = () => remembered.get(OFF) === "off";
