/** What the reader does at the steps: marks them, decides, goes back. */
import { t } from "../browser/i18n.ts";
import type { ChecklistStep } from "../run/checklist-page.ts";
import { isSettled, stateOf } from "../run/run-graph.ts";
import { type State, appendEntry, currentState } from "../run/run-log.ts";
import { traverseRun } from "../run/traversal.ts";
import { ask } from "./question.ts";
import type { Session } from "./session.ts";
import { stepInputs } from "./step-controls.ts";

/** Writes down what the reader did at a control in a step's item. */
export function handleStepChange(
  session: Session,
  checklistStep: ChecklistStep,
  control: HTMLInputElement | HTMLTextAreaElement,
): void {
  const { path, step } = checklistStep;
  if (control.closest("[data-states]")) void markStep(session, checklistStep, control.value as State);
  else if (control.closest("[data-reason]")) {
    const state = session.state.marks.get(path)?.state ?? "open";
    session.write({ step: path, state, reason: control.value.trim() });
  } else if (control.closest("[data-note]")) session.write({ step: path, note: control.value });
  else if (step.options) {
    const chosen = stepInputs(checklistStep).filter(({ checked }) => checked);
    void decide(session, checklistStep, chosen.map(({ value }) => value));
  } else {
    const isDone = control instanceof HTMLInputElement && control.checked;
    void markStep(session, checklistStep, isDone ? "done" : "open");
  }
}

async function markStep(session: Session, checklistStep: ChecklistStep, state: State): Promise<void> {
  const { path, step } = checklistStep;
  const isNew = !isSettled(stateOf(step, session.state.marks.get(path)));
  if (state === "done" && isNew && !(await confirmPausePoints(session, checklistStep))) return;
  session.write({ step: path, state });
}

async function decide(session: Session, checklistStep: ChecklistStep, answer: string[]): Promise<void> {
  const { path } = checklistStep;
  const { steps } = session.page;
  const isFirst = !session.state.marks.get(path)?.answer.length;
  if (isFirst && !(await confirmPausePoints(session, checklistStep))) return;
  const dropped = droppedSteps(session, path, answer);
  if (dropped.length) {
    const numbers = dropped.map((step) => steps.get(step)?.number).join(", ");
    if (!(await ask(session, checklistStep, t("live_drop", { numbers }), "live_drop"))) return;
  }
  session.write({ step: path, answer }, ...(dropped.length ? [{ clear: dropped }] : []));
}

/** Returns the marked steps that would no longer be met with an answer, or of which the answer would not count. */
function droppedSteps(session: Session, path: string, answer: string[]): string[] {
  const run = appendEntry(session.run ?? session.newRun(), { step: path, answer }, 0);
  const { visited, undecided, pendingDecisions } = traverseRun(session.page.root, currentState(run, session.renames).marks);
  const met = new Set([...visited, ...undecided]);
  for (const decision of pendingDecisions) met.delete(decision);
  return session.traversal.visited.filter((step) => step !== path && !met.has(step) && session.isMarked(step));
}

/** Asks about the pause points of a step and of the calls around it, and returns whether it may be marked. */
async function confirmPausePoints(session: Session, checklistStep: ChecklistStep): Promise<boolean> {
  const ids = checklistStep.path.split("/");
  const pausing = ids
    .map((_, index) => ids.slice(0, index + 1).join("/"))
    .filter(
      (path) =>
        session.page.steps.get(path)?.step.pause &&
        !session.confirmed.has(path) &&
        (path === checklistStep.path || !session.isBegun(path)),
    );
  if (!pausing.length) return true;
  const isConfirmed = await ask(session, checklistStep, t("live_pause"), "live_pause");
  if (isConfirmed) for (const path of pausing) session.confirmed.add(path);
  return isConfirmed;
}

/** Follows the edge back that the run has come to, and leads the reader to its target. */
export function goBack(session: Session): void {
  const { backEdge } = session.traversal;
  if (!backEdge) return;
  for (const path of backEdge.clear) session.confirmed.delete(path);
  session.write({ clear: backEdge.clear, round: backEdge.target });
  const item = session.page.steps.get(backEdge.target)?.item;
  item?.scrollIntoView({ block: "center" });
  item?.querySelector("input")?.focus({ preventScroll: true });
}
