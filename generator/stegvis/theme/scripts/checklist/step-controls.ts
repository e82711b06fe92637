/** The controls in a step's item, which the template made, set as the run says. */
import { query, queryInputs } from "../browser/dom.ts";
import type { ChecklistStep } from "../run/checklist-page.ts";
import { isTask } from "../run/run-graph.ts";
import type { Session } from "./session.ts";

/** Returns a step's own checkboxes and radio buttons, not those of the steps that it calls. */
export const stepInputs = ({ item }: ChecklistStep): HTMLInputElement[] =>
  queryInputs(item, ":scope > .box input, :scope > fieldset input");

/** Returns the element that says what is to be done. */
export const instruction = ({ item }: ChecklistStep): HTMLElement =>
  query(item, ":scope > .box, :scope > fieldset, :scope > .instruction");

export function renderControls({ state, isPast }: Session, checklistStep: ChecklistStep): void {
  const { path, step } = checklistStep;
  const mark = state.marks.get(path);
  for (const input of stepInputs(checklistStep)) {
    input.checked = step.options ? !!mark?.answer.includes(input.value) : mark?.state === "done";
    input.disabled = !isTask(step) || isPast;
  }
}
