/** The button that clears all marks, after a question. */
import { query } from "../browser/dom.ts";
import type { Session } from "./session.ts";

export function startClearing(session: Session, form: HTMLFormElement): void {
  const clear = query(form, "[data-clear]");
  const question = query(form, "[data-confirm]");
  const close = (): void => {
    question.hidden = true;
    clear.focus();
  };
  form.addEventListener("reset", (event) => event.preventDefault());
  clear.addEventListener("click", () => {
    question.hidden = false;
    query(question, "[data-no]").focus();
  });
  query(question, "[data-yes]").addEventListener("click", () => {
    const marked = [...session.state.marks.keys()].filter((path) => session.isMarked(path));
    session.confirmed.clear();
    if (marked.length) session.write({ clear: marked });
    close();
  });
  query(question, "[data-no]").addEventListener("click", close);
  question.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") close();
  });
}
