/**
 * On checklists with conditions: options and remarks of which the condition is false are hidden, and the words
 * that tell a condition go once it holds; new runs begin with the reader's variants. The checklist's own script loads this one and starts it.
 */
import { chosenVariants, rememberVariant } from "../browser/variants.ts";
import type { Session } from "../checklist/session.ts";
import { renderControls } from "../checklist/step-controls.ts";
import type { ChecklistStep } from "../run/checklist-page.ts";
import { combineAnswers } from "../run/combinations.ts";
import type { Condition } from "../run/run-graph.ts";

const ONLY_IF = "[data-only-if]";

/** Shows an element, without the words of its condition where that holds, or hides it. */
function apply(session: Session, element: Element | null | undefined, condition: Condition): void {
  if (!(element instanceof HTMLElement)) return;
  const isTrue = session.traversal.holds(condition);
  element.hidden = isTrue === false;
  for (const input of element.querySelectorAll("input")) input.disabled ||= element.hidden;
  for (const words of element.querySelectorAll<HTMLElement>(ONLY_IF)) words.hidden = isTrue === true;
}

function renderStep(session: Session, checklistStep: ChecklistStep): void {
  const { item, step } = checklistStep;
  if (step.when) {
    const words = item.querySelector<HTMLElement>(`:scope > ${ONLY_IF}`);
    if (words) words.hidden = session.traversal.holds(step.when) === true;
  }
  const remarks = item.querySelectorAll(":scope > [data-conditional]");
  for (const [index, condition] of step.remarks?.entries() ?? []) apply(session, remarks[index], condition);
  // What was hidden and is offered again can be chosen again.
  if (step.options?.some(({ when }) => when)) renderControls(session, checklistStep);
  for (const { id, when } of step.options ?? []) {
    if (when) apply(session, item.querySelector(`:scope > fieldset input[value="${CSS.escape(id)}"]`)?.closest(".choice"), when);
  }
}

/** Lets new runs begin with the variants that the reader chose last, and remembers what is chosen here. */
function startVariants(session: Session): void {
  const chosen = chosenVariants();
  for (const { path, step, item } of session.page.steps.values()) {
    if (!step.variant) continue;
    const variant = step.id.slice(1);
    const option = chosen.get(variant);
    if (option && step.options?.some(({ id }) => id === option)) session.presets.push({ step: path, answer: [option] });
    item.addEventListener("change", ({ target }) => {
      if (target instanceof HTMLInputElement && target.type === "radio" && target.name === path) {
        rememberVariant(variant, target.value);
      }
    });
  }
}

export function start(session: Session): void {
  startVariants(session);
  const render = (): void => {
    for (const step of session.page.steps.values()) renderStep(session, step);
  };
  const before = session.onChange;
  session.onChange = () => {
    before();
    render();
  };
  session.combine = combineAnswers;
  session.refresh();
}
