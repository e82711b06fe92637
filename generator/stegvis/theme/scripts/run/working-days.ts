/**
 * Arithmetic with days: each is a `Date` at the beginning of a day where the reader is, so that a day has 23 to
 * 25 hours where clocks change. Pure.
 */

/** On which days people work. */
export interface WorkingCalendar {
  /** The days of the working week: 1 for Monday to 7 for Sunday. */
  week: ReadonlySet<number>;
  /** Days that are no working days: as ISO 8601, or month and day for every year. */
  holidays: ReadonlySet<string>;
}

/** The most days without work in a row; then there are none with work. */
const LONGEST_BREAK = 1000;

/** Returns the calendar as pages have it: `12345`, and dates joined by spaces. */
export const readCalendar = (week: string, holidays: string): WorkingCalendar => ({
  week: new Set([...week].map(Number)),
  holidays: new Set(holidays.split(" ").filter(Boolean)),
});

/** Returns the day of a moment, or another one, so many days later. */
export function addDays(moment: Date | number, count = 0): Date {
  const day = new Date(moment);
  day.setHours(12, 0, 0, 0);
  day.setDate(day.getDate() + count);
  day.setHours(0, 0, 0, 0);
  return day;
}

const pad = (number: number, length = 2): string => String(number).padStart(length, "0");

/** Returns a day as ISO 8601. */
export const toIso = (day: Date): string => `${pad(day.getFullYear(), 4)}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;

/** Returns the day of a date as ISO 8601, or null if it is none. */
export function parseDay(iso: string): Date | null {
  const [year = 0, month = 0, date = 0] = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? iso.split("-").map(Number) : [];
  const day = new Date(2000, 0, 1, 12);
  day.setFullYear(year, month - 1, date);
  const start = addDays(day);
  return toIso(start) === iso ? start : null;
}

const isWorkingDay = (day: Date, { week, holidays }: WorkingCalendar): boolean =>
  week.has(day.getDay() || 7) && !holidays.has(toIso(day)) && !holidays.has(toIso(day).slice(5));

/** Returns the day so many working days after another, or before it for a negative count; null if there is none. */
export function addWorkingDays(from: Date | number, count: number, calendar: WorkingCalendar): Date | null {
  let day = addDays(from);
  let rest = 0;
  for (let left = Math.abs(count); left; ) {
    day = addDays(day, Math.sign(count));
    rest += 1;
    if (isWorkingDay(day, calendar)) [left, rest] = [left - 1, 0];
    else if (rest > LONGEST_BREAK) return null;
  }
  return day;
}
