/** When a step is due, in the words of a page that has them: checklists with due times, and the page of runs. */
import { fill } from "../browser/i18n.ts";
import { type DueTime, isOverdue } from "./due-times.ts";
import { type WorkingCalendar, readCalendar } from "./working-days.ts";

const locale = document.documentElement.lang;
const dayFormat = new Intl.DateTimeFormat(locale, { weekday: "short", day: "numeric", month: "short", year: "numeric" });
const timeFormat = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });

export class DueWords {
  readonly calendar: WorkingCalendar;
  /** What the dates are called, as the head of a column. */
  readonly heading: string;
  readonly #on: string;
  readonly #overdue: string;

  constructor({ dataset }: HTMLElement) {
    this.heading = dataset.due ?? "";
    this.#on = dataset.on ?? "";
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
    return isOverdue(time, now) ? this.#describeOverdue(time) : fill(this.#on, { date: formatDue(time) });
  }

  /** Returns the same for a column that says what its dates are. */
  describeBriefly(time: DueTime, now: number): string {
    return isOverdue(time, now) ? this.#describeOverdue(time) : formatDue(time);
  }

  #describeOverdue(time: DueTime): string {
    return fill(this.#overdue, { date: formatDue({ ...time, earliest: null }) });
  }
}

/** Returns the dates from when until when a step is due, or only until when, if it has no other. */
function formatDue({ isDay, earliest, latest }: DueTime): string {
  const format = isDay ? dayFormat : timeFormat;
  return earliest ? format.formatRange(earliest, latest) : format.format(latest);
}
