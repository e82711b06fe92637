/** At each step that has a due time, when that is; and the calendar file of those that are open. */
import { createElement, query } from "../browser/dom.ts";
import { type DueTime, findDueTimes, isOverdue, sortOpen } from "../run/due-times.ts";
import type { DueWords } from "../run/due-words.ts";
import type { Session } from "./session.ts";

export class DueLines {
  readonly #session: Session;
  readonly #words: DueWords;
  readonly #button = query<HTMLButtonElement>(document, "[data-calendar]");
  /** The line of each step that has a due time, by path. */
  readonly #lines = new Map<string, HTMLElement>();
  #open: DueTime[] = [];

  constructor(session: Session, words: DueWords) {
    this.#session = session;
    this.#words = words;
    for (const { path, step, item } of session.page.steps.values()) {
      if (!step.due) continue;
      const line = createElement("p", "", { className: "due-date", hidden: true });
      query(item, ":scope > .step-details .due").after(line);
      this.#lines.set(path, line);
    }
    this.#button.addEventListener("click", () => void this.#saveCalendar());
  }

  render(now: number): void {
    const { page, run, state, traversal, isPast } = this.#session;
    const times =
      run && !isPast ? findDueTimes(page.steps, state, traversal, run.made, this.#words.calendar) : [];
    this.#open = sortOpen(times);
    this.#button.disabled = !this.#open.length;
    const byPath = new Map(this.#open.map((time) => [time.path, time]));
    for (const [path, line] of this.#lines) {
      const time = byPath.get(path);
      line.hidden = !time;
      if (!time) continue;
      line.textContent = this.#words.describe(time, now);
      line.classList.toggle("is-overdue", isOverdue(time, now));
    }
  }

  async #saveCalendar(): Promise<void> {
    const { saveCalendar } = await import(new URL("calendar.js", import.meta.url).href);
    saveCalendar(this.#session, this.#open);
  }
}
