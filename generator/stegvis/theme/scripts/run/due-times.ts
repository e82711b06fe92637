/**
 * When the steps of a run are due, computed from its marks and noted dates: nothing of it is stored. Pure: no
 * page, no words, no clock; days are those of the reader's time zone.
 */
import { type NotingStep, findNotingStep, notedValue } from "./named-values.ts";
import { type Due, type Step, isSettled, isTask, stateOf, withoutItems } from "./run-graph.ts";
import type { Mark, RunState } from "./run.ts";
import type { Traversal } from "./traversal.ts";
import { type WorkingCalendar, addDays, addWorkingDays, parseDay } from "./working-days.ts";

/** When a step is due. */
export interface DueTime {
  path: string;
  /** Whether it is due on a day, until that ends, and not at a moment. */
  isDay: boolean;
  /** From when, if the period is a range; a day is its beginning. */
  earliest: Date | null;
  latest: Date;
  /** Whether the step is still to be done. */
  isOpen: boolean;
}

/** A step of a checklist. */
interface DueStep extends NotingStep {
  step: Step;
}

const HOUR = 3_600_000;
const DAYS_OF_WEEK = 7;

/** Returns the moment or day so far from another; null if there is none. */
function shift(from: Date, count: number, { unit }: Due, calendar: WorkingCalendar): Date | null {
  if (unit === "hours") return new Date(from.getTime() + count * HOUR);
  if (unit === "working days") return addWorkingDays(from, count, calendar);
  return addDays(from, unit === "weeks" ? count * DAYS_OF_WEEK : count);
}

/** Returns from when until when something is due that is counted from a moment; null if it never is. */
export function computeDue(due: Due, from: Date, calendar: WorkingCalendar): Pick<DueTime, "isDay" | "earliest" | "latest"> | null {
  const { latest, earliest = latest } = due;
  const counts: [number, number] = due.before === undefined ? [earliest, latest] : [-latest, -earliest];
  const [first, last] = counts.map((count) => shift(from, count, due, calendar));
  if (!first || !last) return null;
  return { isDay: due.unit !== "hours", earliest: earliest === latest ? null : first, latest: last };
}

/** Returns when a step was settled, in milliseconds since 1970; null if it was not. */
function settledAt(path: string, step: Step, mark: Mark | undefined, { pendingDecisions }: Traversal): number | null {
  if (!mark) return null;
  const isDone = step.options ? mark.answer.length > 0 && !pendingDecisions.includes(path) : isSettled(stateOf(step, mark));
  return isDone ? mark.at : null;
}

/**
 * Returns when the steps are due that are certain to be met, in the order of the run. The first one is counted
 * from when the run was made, the first one of an item from when that was named; where steps are done again, from
 * when the run went back.
 */
export function findDueTimes(
  steps: ReadonlyMap<string, DueStep>,
  state: RunState,
  traversal: Traversal,
  made: number,
  calendar: WorkingCalendar,
): DueTime[] {
  const times: DueTime[] = [];
  let before: number | null = made;
  /** The repeated steps around the step, which are settled after their items. */
  const lists: { path: string; settled: number | null }[] = [];
  let item = "";
  for (const path of traversal.visited) {
    const dueStep = steps.get(path) ?? steps.get(withoutItems(path));
    if (!dueStep) continue;
    while (lists.length && !path.startsWith(`${lists.at(-1)?.path}/`)) before = lists.pop()?.settled ?? null;
    const around = aroundItem(path);
    if (around && !`${item}/`.startsWith(`${around}/`)) before = startOfItem(around, state) ?? before;
    item = around;
    for (const { from, at } of state.rounds) if (before !== null && from === path) before = Math.max(before, at);
    const { step } = dueStep;
    if (!isTask(step)) continue;
    const settled = settledAt(path, step, state.marks.get(path), traversal);
    const start = step.due && findStart(step.due, path, steps, state, before);
    const time = step.due && start && computeDue(step.due, start, calendar);
    if (time) times.push({ path, ...time, isOpen: settled === null });
    if (step.each) lists.push({ path, settled });
    else before = settled;
  }
  return times;
}

/** Returns the path of the innermost item around a step; empty without one. */
const aroundItem = (path: string): string => /^.*\/~[^/]+(?=\/)/.exec(path)?.[0] ?? "";

/** Returns when the reader named an item, in milliseconds since 1970. */
function startOfItem(item: string, { marks }: RunState): number | undefined {
  const end = item.lastIndexOf("/");
  return marks.get(item.slice(0, end))?.values.get(item.slice(end + 1))?.at;
}

/** Returns the path of a step, which has no items, among the items around another one. */
function withItems(path: string, other: string): string {
  const item = aroundItem(other);
  const outside = withoutItems(item);
  if (!item) return path;
  return path.startsWith(`${outside}/`) ? item + path.slice(outside.length) : withItems(path, item);
}

/** Returns from when a period is counted; null while that is not known. */
function findStart(
  { after, before }: Due,
  path: string,
  steps: ReadonlyMap<string, DueStep>,
  state: RunState,
  settled: number | null,
): Date | null {
  const id = after ?? before;
  if (id === undefined) return settled === null ? null : new Date(settled);
  const noting = findNotingStep(steps.values(), path, id);
  return parseDay((noting && notedValue(state, withItems(withoutItems(noting.path), path), id)?.text) ?? "");
}

/** Returns the moment after which the step is overdue. */
export const overdueFrom = ({ isDay, latest }: DueTime): Date => (isDay ? addDays(latest, 1) : latest);

export const isOverdue = (time: DueTime, now: number): boolean => time.isOpen && now >= overdueFrom(time).getTime();

/** Returns the open due times, those first that are overdue first. */
export const sortOpen = (times: DueTime[]): DueTime[] =>
  times
    .filter(({ isOpen }) => isOpen)
    .sort((left, right) => overdueFrom(left).getTime() - overdueFrom(right).getTime());
