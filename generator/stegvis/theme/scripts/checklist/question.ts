/** Questions that are asked at a step before something is marked there. */
import { cloneTemplate, query } from "../browser/dom.ts";
import { t } from "../browser/i18n.ts";
import type { ChecklistStep } from "../run/checklist-page.ts";
import type { Session } from "./session.ts";
import { instruction, renderControls } from "./step-controls.ts";
import { renderTools } from "./step-tools.ts";

/** Answers the question that is open, if there is one, with no. */
let dismiss = (): void => {};

/**
 * Asks for a yes or no. Until it is answered, the controls show what the run says.
 * @param answers the messages of the answers, without `_yes` and `_no`
 */
export function ask(
  session: Session,
  checklistStep: ChecklistStep,
  question: string,
  answers: string,
): Promise<boolean> {
  dismiss();
  renderControls(session, checklistStep);
  const focused = document.activeElement;
  const box = cloneTemplate("question");
  query(box, "p").textContent = question;
  box.setAttribute("aria-label", question);
  instruction(checklistStep).after(box);
  return new Promise((resolve) => {
    const close = (isYes: boolean): void => {
      box.remove();
      dismiss = () => {};
      renderControls(session, checklistStep);
      renderTools(session, checklistStep);
      if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
      resolve(isYes);
    };
    dismiss = () => close(false);
    for (const answer of ["yes", "no"]) {
      const button = query(box, `[data-${answer}]`);
      button.textContent = t(`${answers}_${answer}`);
      button.addEventListener("click", () => close(answer === "yes"));
    }
    box.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") close(false);
    });
    box.focus();
  });
}
