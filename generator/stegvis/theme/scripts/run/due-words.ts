/** When a step is due, in the words of a page that has them: checklists with due times, and the page of runs. */
import { fill, formatDate } from "../browser/i18n.ts";
import { type DueTime, isOverdue } from "./due-times.ts";
import { type WorkingCalendar, readCalendar } from "./working-days.ts";

const dayFormat = new Intl.DateTimeFormat(document.documentElement.lang, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
});

export class DueWords {
  readonly calendar: WorkingCalendar;
  /** What the dates are called, as the head of a column. */
  readonly heading: string;
  readonly #on: string;
  readonly #between: string;
  readonly #overdue: string;

  constructor({ dataset }: HTMLElement) {
    this.heading = dataset.due ?? "";
    this.#on = dataset.on ?? "";
    this.#between = dataset.between ?? "";
    this.#overdue = dataset.overdue ?? "";
    this.calendar = readCalendar(dataset.week ?? "", dataset.holidays ?? "");
  }

  /** Returns the words of the page, or null if it has none. */
  static find(): DueWords | null {
    const words = document.querySelector<HTMLElement>("template#_due");
    return words && new DueWords(words);
  }

  /** Returns when a step is due, or since when it is overdue. */
  describe(time: DueTime, now: number): string {
    const format = (moment: Date): string => (time.isDay ? dayFormat.format(moment) : formatDate(moment.getTime()));
    const date = format(time.latest);
    if (isOverdue(time, now)) return fill(this.#overdue, { date });
    return time.earliest ? fill(this.#between, { earliest: format(time.earliest), date }) : fill(this.#on, { date });
  }
}
