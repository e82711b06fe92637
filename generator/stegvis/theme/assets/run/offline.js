/** What the page with all runs tells of the pages kept in this browser. */
import { remembered } from "../memory.js";
import { find, say, tell } from "./speech.js";
import { OFF, keepPages, root } from "./worker.js";

/** @param {boolean} isOn */
async function switchKeeping(isOn) {
  remembered.set(OFF, isOn ? "" : "off");
  if (isOn) return keepPages();
  const registration = await navigator.serviceWorker.getRegistration(root);
  if (registration?.scope !== root.href) return;
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const forgotten = new Promise((resolve) => (port1.onmessage = resolve));
  active?.postMessage("off", [port2]);
  await forgotten;
}

const isOff = () => remembered.get(OFF) === "off";

/** @param {HTMLElement} section */
export async function offline(section) {
  if (!("serviceWorker" in navigator)) return;
  section.hidden = false;
  const buttons = [...section.querySelectorAll("button")];
  const kept = find(section, "[data-kept]");
  const show = () => {
    for (const one of buttons) one.hidden = isOff() !== (one.dataset.do === "start");
    if (!isOff()) return;
    tell(find(kept, "[data-pages]"), say("live_none_kept"));
    tell(find(kept, "[data-sheets]"), "");
  };
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (isOff()) return;
    const { pages, sheets, build, isDone, isWhole } = data;
    kept.setAttribute("aria-busy", String(!isDone));
    tell(find(kept, "[data-pages]"), say("live_kept", { count: pages }));
    tell(find(kept, "[data-sheets]"), sheets ? say("live_kept_sheets", { count: sheets }) : "");
    tell(find(kept, "[data-lack]"), isDone && !isWhole ? say("live_kept_part") : "");
    tell(find(section, "[data-build]"), build ? say("live_build", { build }) : "");
  });
  section.addEventListener("click", async ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    const { kind } = target.dataset;
    await (kind ? keepPages(kind) : switchKeeping(target.dataset.do === "start"));
    show();
    if (target.hidden) buttons.find(({ hidden }) => !hidden)?.focus();
  });
  show();
  await keepPages();
}
