/** How many tasks lie between a step and the end, at least and at most, while decisions are open. Pure. */
import type { RunAnswers } from "./run-answers.ts";
import { type ExpandedProcedure, type Step, isTask } from "./run-graph.ts";

/** The least and the most; null where every path leads back. */
export type TaskRange = [least: number, most: number] | null;

const NONE: TaskRange = [0, 0];

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0);

const add = (own: number, left: TaskRange, right: TaskRange): TaskRange =>
  left && right && [own + left[0] + right[0], own + left[1] + right[1]];

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
    const own = isTask(step) ? 1 : 0;
    if (step.options) return add(own, this.#optionsRange(procedure, step, stop), NONE);
    const called = this.#run.called(procedure, step);
    const inner = called ? this.range(called, called.graph.steps[0]?.id) : NONE;
    return add(own, inner, step.again ? null : this.#rest(procedure, step, stop));
  }

  #optionsRange(procedure: ExpandedProcedure, step: Step, stop?: string): TaskRange {
    const isAnswered = this.#run.chosen(procedure, step).length > 0;
    const end = step.any ? step.next : stop;
    const ranges = this.#run
      .possible(procedure, step)
      .map((option) => (option.again ? null : this.range(procedure, option.next, end)));
    const finite = ranges.filter((range) => range !== null);
    if (!finite.length || (isAnswered && finite.length < ranges.length)) return null;
    const least = finite.map(([low]) => low);
    const most = finite.map(([, high]) => high);
    if (!step.any) return [Math.min(...least), Math.max(...most)];
    const low = isAnswered ? sum(least) : Math.min(...least);
    return add(0, [low, sum(most)], this.#rest(procedure, step, stop));
  }

  #rest(procedure: ExpandedProcedure, step: Step, stop?: string): TaskRange {
    return step.next === undefined ? NONE : this.range(procedure, step.next, stop);
  }
}
