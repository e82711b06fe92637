/** The card of a run on the page with all runs. */
import { cloneTemplate, createElement, query, queryAll, queryInputs, setText } from "../browser/dom.ts";
import { formatDate, nameRoles, runTitle, t } from "../browser/i18n.ts";
import { reader } from "../browser/reader.ts";
import type { ChecklistPage, ChecklistStep } from "../run/checklist-page.ts";
import { findDueTimes, isOverdue, sortOpen } from "../run/due-times.ts";
import { DueWords } from "../run/due-words.ts";
import { findItemNames } from "../run/named-values.ts";
import { describeProgress } from "../run/progress.ts";
import { finishSnapshot, mapRenamedSteps, reviewRun } from "../run/revision-diff.ts";
import { summarize } from "../run/run-facts.ts";
import { mayPerform, withoutItems } from "../run/run-graph.ts";
import { type Run, type RunState, currentState } from "../run/run-log.ts";
import { combineAnswers } from "../run/combinations.ts";
import { type Traversal, traverseRun } from "../run/traversal.ts";
import type { Checklists } from "./checklists.ts";

/** Returns the card, which goes on to say how far the run is when its checklist has come. */
export function createCard(run: Run, checklists: Checklists): HTMLElement {
  const card = cloneTemplate("card");
  const state = currentState(run);
  const entry = checklists.entry(run);
  card.id = `_run-${run.id}`;
  const link = query<HTMLAnchorElement>(card, "h2 a");
  link.textContent = runTitle(run, state.name);
  const record = `?record=${run.id}`;
  link.href = entry ? checklists.address(run) : record;
  if (entry?.original) {
    query(card, "[data-withheld]").hidden = false;
    const original = { textContent: entry.original, href: checklists.address(run), hreflang: entry.language };
    Object.assign(query(card, "[data-withheld] a"), original);
  }
  setText(query(card, "[data-title]"), entry?.title ?? summarize(run).title);
  query(card, "progress").hidden = true;
  const end = finishSnapshot(run, state);
  const finished = end ? [t("live_finished"), t("live_revision", { revision: end.revision })] : [];
  setText(query(card, "[data-count]"), finished.join(" · "));
  setText(query(card, "[data-next]"), entry ? "" : t("live_unknown"));
  setText(query(card, "[data-waits]"), "");
  setText(query(card, "[data-when]"), t("live_changed_on", { date: formatDate(state.changed) }));
  query<HTMLAnchorElement>(card, "[data-record]").href = record;
  query(card, "[data-action=archive]").hidden = state.kept === "archived";
  query(card, "[data-action=restore]").hidden = state.kept !== "archived";
  if (!end) void renderProgress(card, run, checklists);
  return card;
}

/** Shows how far a run is, what comes next, and who it waits for. */
async function renderProgress(card: HTMLElement, run: Run, checklists: Checklists): Promise<void> {
  const page = await checklists.page(run);
  if (!page) return;
  const renames = mapRenamedSteps(page.root);
  const state = currentState(run, renames);
  const traversal = traverseRun(page.root, state.marks, reader, combineAnswers);
  const { done, most, next, finish } = traversal;
  const bar = query<HTMLProgressElement>(card, "progress");
  bar.hidden = false;
  bar.max = Math.max(most, 1);
  bar.value = done;
  const review = reviewRun(run, state, page.snapshot, renames);
  const isFinished = finish !== null && next === null && !review;
  setText(query(card, "[data-count]"), isFinished ? t("live_finished") : describeProgress(traversal));
  const waits = query(card, "[data-waits]");
  const changed = review ? [t("live_review")] : [];
  setText(waits, changed.join());
  renderDue(query(card, "[data-when]"), run, page, state, traversal);
  const step = page.steps.get(withoutItems(next ?? ""));
  if (!step) return;
  const place = query(card, "[data-next]");
  const text = createElement("span", step.text, { lang: page.snapshot.locale });
  place.replaceChildren(`${t("live_next", { number: step.number })} – `, text);
  place.hidden = false;
  const reasons = [
    ...changed,
    ...blockedReasons(state, traversal),
    ...waitReasons(run, state, traversal),
    ...handOver(step),
  ];
  setText(waits, reasons.join(" · "));
}

/** Says before a line of the card when the first of the steps is due that are open. */
function renderDue(line: HTMLElement, run: Run, page: ChecklistPage, state: RunState, traversal: Traversal): void {
  const words = DueWords.find();
  const times = words ? findDueTimes(page.steps, state, traversal, run.made, words.calendar) : [];
  const [first] = sortOpen(times);
  if (!words || !first) return;
  const now = Date.now();
  const { number, text } = page.steps.get(withoutItems(first.path)) ?? { number: "", text: first.path };
  const due = createElement("p");
  const date = createElement("span", words.describe(first, now), { className: "due-date" });
  date.classList.toggle("is-overdue", isOverdue(first, now));
  const items = findItemNames(state, first.path).join(", ");
  due.append(date, " – ", createElement("span", `${number} ${text}`, { lang: page.snapshot.locale }), items && ` (${items})`);
  line.before(due);
}

const blockedReasons = ({ marks }: RunState, { visited }: Traversal): string[] =>
  [...marks]
    .filter(([path, mark]) => mark.state === "blocked" && visited.includes(path))
    .map(([, mark]) => t("live_reason", { mark: t("run_blocked"), reason: mark.reason || "–" }));

/** Returns since when the run waits for another party: since that was marked, or the step before was settled. */
function waitReasons(run: Run, { marks }: RunState, { waits }: Traversal): string[] {
  const latest = Math.max(run.made, ...[...marks.values()].map(({ at }) => at));
  return waits.map((path) => t("live_since", { date: formatDate(marks.get(path)?.at || latest) }));
}

/** Returns to whom the next step is to be handed over, if the reader may not perform it. */
function handOver({ step, item }: ChecklistStep): string[] {
  if (mayPerform(step, reader)) return [];
  const names = new Map(
    queryAll(item.ownerDocument, "[data-roles] label").map((label): [string, string] => [
      queryInputs(label, "input")[0]?.value ?? "",
      query(label, "span").textContent ?? "",
    ]),
  );
  const party = item.ownerDocument.querySelector(`[data-party] option[value="${step.party ?? ""}"]`)?.textContent;
  return [t("live_hand_over", { roles: step.party ? (party ?? step.party) : nameRoles(step, names) })];
}
