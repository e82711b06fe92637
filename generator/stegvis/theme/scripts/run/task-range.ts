/** How many tasks lie between a step and the end, at least and at most, while decisions are open. Pure. */
import type { RunAnswers } from "./run-answers.ts";
import { type ExpandedProcedure, type Step, isTask } from "./run-graph.ts";

/** The least and the most; null where every path leads back. */
export type TaskRange = [least: number, most: number] | null;

const NONE: TaskRange = [0, 0];

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

const add = (...ranges: TaskRange[]): TaskRange =>
  ranges.reduce((left, right) => left && right && [left[0] + right[0], left[1] + right[1]], NONE);

/** Returns the range of several paths of which one is taken. */
export const either = (ranges: TaskRange[]): TaskRange => {
  const finite = ranges.filter((range) => range !== null);
  if (!finite.length) return null;
  return [Math.min(...finite.map(([low]) => low)), Math.max(...finite.map(([, high]) => high))];
};

export class TaskCounter {
  readonly #run: RunAnswers;
  readonly #known = new Map<string, TaskRange>();

  constructor(run: RunAnswers) {
    this.#run = run;
  }

  /** Returns the range from a step on, up to `stop` or the procedure's end. */
  range(procedure: ExpandedProcedure, start: string | undefined, stop?: string): TaskRange {
    if (start === undefined || start === stop) return NONE;
    const key = `${procedure.prefix}${start} ${stop ?? ""}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const range = this.#newRange(procedure, procedure.steps.get(start) as Step, stop);
    this.#known.set(key, range);
    return range;
  }

  #newRange(procedure: ExpandedProcedure, step: Step, stop?: string): TaskRange {
    const isThere = this.#run.isThere(step);
    return either([
      ...(isThere === false ? [] : [this.#rangeOfStep(procedure, step, stop)]),
      ...(isThere === true ? [] : [this.range(procedure, step.otherwise, stop)]),
    ]);
  }

  /** Returns the range from a step on that is there. */
  #rangeOfStep(procedure: ExpandedProcedure, step: Step, stop?: string): TaskRange {
    const own = this.#ownRange(step);
    if (step.options) return add(own, this.#optionsRange(procedure, step, stop));
    const inner = this.#run.parts(procedure, step).map((part) => this.range(part, part.graph.steps[0]?.id));
    return add(own, ...inner, this.#rest(procedure, step, stop));
  }

  #ownRange(step: Step): TaskRange {
    if (!isTask(step) || this.#run.isForced(step)) return NONE;
    return [this.#run.mayBeForced(step) ? 0 : 1, 1];
  }

  #optionsRange(procedure: ExpandedProcedure, step: Step, stop?: string): TaskRange {
    const isAnswered = this.#run.chosen(procedure, step).length > 0;
    const end = step.any ? step.next : stop;
    const ranges = this.#run
      .possible(procedure, step)
      .map((option) => (option.again ? null : this.range(procedure, option.next, end)));
    const finite = ranges.filter((range) => range !== null);
    if (!finite.length || (isAnswered && finite.length < ranges.length)) return null;
    if (!step.any) return either(finite);
    const least = finite.map(([low]) => low);
    const most = finite.map(([, high]) => high);
    const low = isAnswered ? sum(least) : Math.min(...least);
    return add([low, sum(most)], this.#rest(procedure, step, stop));
  }

  #rest(procedure: ExpandedProcedure, step: Step, stop?: string): TaskRange {
    const edges = this.#run.onward(procedure, step);
    return either(edges.map(({ next, again }) => (again ? null : this.range(procedure, next, stop))));
  }
}
