/** What the page with all runs says of the pages kept in this browser. */
import { query, setText } from "../browser/dom.ts";
import { t } from "../browser/i18n.ts";
import { isKeepingOff, keepPages, siteRoot, switchKeeping } from "../browser/keep-pages.ts";
import type { KeptReport, Kind } from "../worker/messages.ts";

export async function startOfflineSection(section: HTMLElement): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  section.hidden = false;
  const buttons = [...section.querySelectorAll("button")];
  const render = (): void => {
    for (const button of buttons) button.hidden = isKeepingOff() !== (button.dataset.action === "start");
    if (isKeepingOff()) renderNothingKept(section);
  };
  navigator.serviceWorker.addEventListener("message", ({ data }) => {
    if (!isKeepingOff()) renderReport(section, data);
  });
  section.addEventListener("click", async ({ target }) => {
    if (!(target instanceof HTMLButtonElement)) return;
    if (target.dataset.kind) await keepPages(target.dataset.kind as Kind);
    else await setKeeping(target.dataset.action === "start");
    render();
    if (target.hidden) buttons.find(({ hidden }) => !hidden)?.focus();
  });
  render();
  await keepPages();
}

async function setKeeping(isOn: boolean): Promise<void> {
  switchKeeping(isOn);
  if (isOn) return keepPages();
  const registration = await navigator.serviceWorker.getRegistration(siteRoot);
  if (registration?.scope !== siteRoot.href) return;
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const forgotten = new Promise((resolve) => (port1.onmessage = resolve));
  active?.postMessage("off", [port2]);
  await forgotten;
}

function renderNothingKept(section: HTMLElement): void {
  setText(query(section, "[data-pages]"), t("live_none_kept"));
  setText(query(section, "[data-sheets]"), "");
}

function renderReport(section: HTMLElement, { pages, sheets, build, isDone, isWhole }: KeptReport): void {
  query(section, "[data-kept]").setAttribute("aria-busy", String(!isDone));
  setText(query(section, "[data-pages]"), t("live_kept", { count: pages }));
  setText(query(section, "[data-sheets]"), sheets ? t("live_kept_sheets", { count: sheets }) : "");
  setText(query(section, "[data-incomplete]"), isDone && !isWhole ? t("live_kept_part") : "");
  setText(query(section, "[data-build]"), build ? t("live_build", { build }) : "");
}
