/**
 * A checklist of a run: marks, answers and notes go into the run's entries, and the page shows what the
 * entries say. Without this script the page is a plain form to tick.
 */
import "./page.ts";
import { query } from "../browser/dom.ts";
import { t } from "../browser/i18n.ts";
import { keepPages } from "../browser/keep-pages.ts";
import { pageAddress } from "../browser/reader.ts";
import { startClearing } from "../checklist/clear-form.ts";
import { handleStepChange } from "../checklist/marking.ts";
import { listOtherRuns } from "../checklist/other-runs.ts";
import { Renderer } from "../checklist/rendering.ts";
import { renderRevisionNotice } from "../checklist/revision-notice.ts";
import { RunPanel } from "../checklist/run-panel.ts";
import { Session } from "../checklist/session.ts";
import { addToolsButton } from "../checklist/step-tools.ts";
import { readChecklistPage } from "../run/checklist-page.ts";
import { decodeRun } from "../run/run-link.ts";
import { Store } from "../run/store.ts";
import { importRuns } from "../run/transfer.ts";

const RUN_LINK = "#run=";

const form = query<HTMLFormElement>(document, "form[data-checklist]");
const panelElement = query(document, "[data-run]");
const page = readChecklistPage(document);
const renames = new Map(page.graph.was?.map((former) => [former, page.graph.procedure]));
const session = new Session(page, Store.open(renames));
const panel = new RunPanel(session, panelElement);
const renderer = new Renderer(session, form, panel.names);

session.onChange = () => {
  renderer.render();
  query<HTMLButtonElement>(form, "[data-clear]").disabled = session.isPast;
  panel.renderName();
  renderRevisionNotice(session, panelElement);
  if (session.run) query(panelElement, "[data-go-on]").hidden = true;
};
session.onOpen = () => void listOtherRuns(session, panelElement);
session.onStored = (store) => panel.renderTrouble(store);

form.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  if (target.closest("[data-all-steps]")) {
    form.classList.toggle("all-steps-shown", target instanceof HTMLInputElement && target.checked);
    return;
  }
  const step = page.steps.get(target.closest(".step")?.id.replaceAll(".", "/") ?? "");
  if (step) handleStepChange(session, step, target);
});

/** Shows the run that the address holds or asks for, or the others that could be continued. */
async function openRun(): Promise<void> {
  const store = await session.store;
  store.watch(async (ids) => {
    if (session.run && ids.includes(session.run.id)) {
      const other = await store.get(session.run.id);
      if (other) session.merge(other);
    }
    void listOtherRuns(session, panelElement);
  });
  panel.renderTrouble(store);
  if (location.hash.startsWith(RUN_LINK)) await openLink(store, location.hash.slice(RUN_LINK.length));
  else if (!session.requested) void listOtherRuns(session, panelElement, true);
  else if (!(await session.openRequested(store))) panel.announce(t("live_missing"));
}

/** Imports the run of a link, and takes it out of the address. */
async function openLink(store: Store, fragment: string): Promise<void> {
  const parsed = await decodeRun(fragment);
  history.replaceState(null, "", pageAddress());
  const { runs, message } = await importRuns(store, parsed);
  session.open(runs.find(({ procedure }) => procedure === page.graph.procedure) ?? null);
  panel.announce(message);
}

form.classList.add("scripted");
for (const name of form.dataset.features?.split(" ") ?? []) {
  void import(new URL(`${name}.js`, import.meta.url).href).then(({ start }) => start(session));
}
for (const step of page.steps.values()) addToolsButton(session, step);
startClearing(session, form);
panel.start((name) => renderer.renderName(name));
query(form, "[data-bar]").hidden = false;
session.refresh();
void openRun();
void keepPages();
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
