/** At each step that has a due time, when that is; and the calendar file of those that are open. */
import { createElement, query, setText } from "../browser/dom.ts";
import { type DueTime, findDueTimes, isOverdue, sortOpen } from "../run/due-times.ts";
import type { DueWords } from "../run/due-words.ts";
import type { Session } from "./session.ts";

export class DueLines {
  readonly #session: Session;
  readonly #words: DueWords;
  readonly #button = query<HTMLButtonElement>(document, "[data-calendar]");
  #open: DueTime[] = [];

  constructor(session: Session, words: DueWords) {
    this.#session = session;
    this.#words = words;
    this.#button.addEventListener("click", () => void this.#saveCalendar());
  }

  render(now: number): void {
    const { page, run, state, traversal, isPast } = this.#session;
    const times =
      run && !isPast ? findDueTimes(page.steps, state, traversal, run.made, this.#words.calendar) : [];
    this.#open = sortOpen(times);
    this.#button.disabled = !this.#open.length;
    const byPath = new Map(this.#open.map((time) => [time.path, time]));
    for (const { path, step, item } of page.steps.values()) {
      if (!step.due) continue;
      const line = lineOf(item);
      const time = byPath.get(path);
      setText(line, time ? this.#words.describe(time, now) : "");
      line.classList.toggle("is-overdue", !!time && isOverdue(time, now));
    }
  }

  async #saveCalendar(): Promise<void> {
    const { saveCalendar } = await import(new URL("calendar.js", import.meta.url).href);
    saveCalendar(this.#session, this.#open);
  }
}

/** Returns the line of a step's item on the page; steps of a new item have it from the one that was copied, or not. */
function lineOf(item: HTMLElement): HTMLElement {
  const period = query(item, ":scope > .step-details > .due");
  const next = period.nextElementSibling;
  if (next instanceof HTMLElement && next.matches(".due-date")) return next;
  const line = createElement("p", "", { className: "due-date" });
  period.after(line);
  return line;
}
