/** What the page with all runs tells of the pages kept in this browser. */
import { remembered } from "../memory.js";
import { find, say, tell } from "./speech.js";
import { OFF, keepPages, root } from "./worker.js";

/** @param {boolean} isOn */
async function switchKeeping(isOn) {
  remembered.set(OFF, isOn ? "" : "off");
  if (isOn) return keepPages();
  const registration = await navigator.serviceWorker.getRegistration(root);
  await registration?.unregister();
  for (const name of await caches.keys()) {
    if (name.startsWith(`stegvis ${root.pathname} `)) await caches.delete(name);
  }
}

const isOff = () => remembered.get(OFF) === "off";

/** @param {HTMLElement} section */
export async function offline(section) {
  if (!("serviceWorker" in navigator)) return;
  section.hidden = false;
  const buttons = /** @type {const} */ (["more", "stop", "start"]).map((name) => find(section, `[data-do=${name}]`));
  const show = () => {
    buttons.forEach((one, index) => (one.hidden = isOff() === index < 2));
    if (isOff()) tell(find(section, "[data-kept]"), say("live_none_kept"));
  };
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (isOff()) return;
    tell(find(section, "[data-kept]"), say("live_kept", { count: Number(data?.kept) }));
    tell(find(section, "[data-build]"), say("live_build", { build: String(data?.build) }));
  });
  const acts = [() => keepPages("pages"), () => switchKeeping(false), () => switchKeeping(true)];
  buttons.forEach((one, index) =>
    one.addEventListener("click", async () => {
      await acts[index]?.();
      show();
      buttons.find(({ hidden }) => !hidden)?.focus();
    }),
  );
  show();
  await keepPages();
}
