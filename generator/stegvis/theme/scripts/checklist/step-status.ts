/** What is said at a step: its state, who it waits for, its note, its earlier rounds, the way back. */
import { createButton, createElement } from "../browser/dom.ts";
import { formatDate, nameRoles, t } from "../browser/i18n.ts";
import { type ChecklistStep, answerText } from "../run/checklist-page.ts";
import type { Change } from "../run/revision-diff.ts";
import { type Reader, isSettled, isTask, mayPerform, stateOf } from "../run/run-graph.ts";
import type { Mark } from "../run/run-log.ts";
import { isDoneByParts } from "../run/traversal.ts";
import { goBack } from "./marking.ts";
import { describeParts } from "./revision-notice.ts";
import type { Session } from "./session.ts";
import { instruction } from "./step-controls.ts";

/** What the rendering of all steps knows, besides the session. */
export interface StatusContext {
  reader: Reader;
  /** Those of roles and parties in the page's language, by id; that of the site's own party by an empty one. */
  names: ReadonlyMap<string, string>;
  /** When the last step before was settled, in milliseconds since 1970. */
  latest: number;
}

/** Returns the paragraphs of a step's status. */
export function statusLines(session: Session, checklistStep: ChecklistStep, context: StatusContext): string[] {
  const { path, step } = checklistStep;
  const { page, traversal } = session;
  const mark = session.state.marks.get(path);
  const state = displayedState(session, checklistStep, mark);
  const lines: string[] = [];
  if (traversal.undecided.includes(path)) {
    lines.push(t("live_answer", { number: page.steps.get(traversal.pendingDecisions[0] ?? "")?.number ?? "" }));
  }
  if (step.part && state === "done") lines.push(t("run_done"));
  else if (mark && state !== "open") {
    const described = describeMark(checklistStep, mark);
    lines.push(mark.party ? t("live_said", { mark: described, party: context.names.get(mark.party) ?? "" }) : described);
  }
  const change = findChange(session, path);
  if (change) lines.push(t("live_change_here", { parts: describeParts(change.parts) }));
  if (traversal.waits.includes(path)) {
    lines.push(t("live_since", { date: formatDate(state === "doing" && mark ? mark.at : context.latest) }));
  }
  if (isTask(step) && !isSettled(state) && !mayPerform(step, context.reader) && (!step.party || context.reader.party)) {
    lines.push(describePerformers(checklistStep, context));
  }
  if (mark?.note) lines.push(t("live_has_note", { note: mark.note }));
  return lines;
}

/** Returns what changed at a step since it was marked, if the reader has not judged it yet. */
export function findChange({ review }: Session, path: string): Change | undefined {
  return review?.ahead ? undefined : review?.changes.find((change) => change.path === path && change.isMarked);
}

/** Returns a step's state as the page shows it: a decision is done when it has an answer that is offered. */
export function displayedState({ traversal }: Session, checklistStep: ChecklistStep, mark: Mark | undefined): string {
  const { path, step } = checklistStep;
  if (isDoneByParts(traversal, path, step)) return "done";
  if (step.options) return mark?.answer.length && !traversal.pendingDecisions.includes(path) ? "done" : "open";
  return stateOf(step, mark);
}

/** Returns who may perform a step that the reader may not. */
function describePerformers({ step, procedure }: ChecklistStep, { reader, names }: StatusContext): string {
  const isReader = reader.roles.some((role) => procedure.graph.readers.includes(role));
  const { party = "" } = step;
  const roles = party === reader.party ? nameRoles(step, names) : names.get(party) ?? "";
  return t(isReader ? "live_look" : "live_hand_over", { roles });
}

/** Returns what was marked, by whom, when and why. */
function describeMark(checklistStep: ChecklistStep, mark: Mark): string {
  const { by, reason } = mark;
  const state = answerText(checklistStep.options, mark.answer) || t(`run_${stateOf(checklistStep.step, mark)}`);
  const described = t(by ? "live_mark_by" : "live_mark", { state, by, date: formatDate(mark.at) });
  return reason ? t("live_reason", { mark: described, reason }) : described;
}

/** Returns what was marked at a step in each of its earlier rounds. */
export const roundLines = ({ state }: Session, checklistStep: ChecklistStep): string[] =>
  state.rounds
    .flatMap(({ from, marks }) => {
      const mark = marks.get(checklistStep.path);
      return from && mark?.at ? [mark] : [];
    })
    .map((mark, index) =>
      t("live_reason", { mark: t("live_round", { number: index + 1 }), reason: describeMark(checklistStep, mark) }),
    );

export function renderStatus(checklistStep: ChecklistStep, lines: string[], rounds: string[]): void {
  checklistStep.item.querySelector(":scope > .step-status")?.remove();
  if (!lines.length && !rounds.length) return;
  const box = createElement("div", "", { className: "step-status" });
  box.append(...lines.map((line) => createElement("p", line)));
  if (rounds.length) {
    const details = createElement("details");
    const summary = createElement("summary", t("live_rounds", { number: rounds.length + 1 }));
    details.append(summary, ...rounds.map((line) => createElement("p", line)));
    box.append(details);
  }
  instruction(checklistStep).after(box);
}

/** Offers to go back to the target of the edge back, if it is to be followed from this step. */
export function renderBackEdge(session: Session, checklistStep: ChecklistStep, target: string): void {
  checklistStep.item.querySelector(":scope > .back-edge")?.remove();
  if (!target) return;
  const number = session.page.steps.get(target)?.number ?? "";
  const box = createElement("div", "", { className: "back-edge confirm" });
  const button = createButton(t("live_loop_go", { number }), () => goBack(session));
  box.append(createElement("p", t("live_loop", { number })), button);
  instruction(checklistStep).after(box);
}
