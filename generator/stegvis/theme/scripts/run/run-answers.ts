/** What a run says of the steps of its graph: the chosen options, and which steps are settled. Pure. */
import { type ExpandedProcedure, type ExpandedStep, type Option, type Step, isSettled } from "./run-graph.ts";

/** The ids of the chosen options by the decision's path. */
export type Answers = ReadonlyMap<string, readonly string[]>;

/** `doing`, `done`, `skipped`, `lacking` or `blocked`, by the step's path. */
export type States = ReadonlyMap<string, string>;

export class RunAnswers {
  readonly #answers: Answers;
  readonly #states: States;

  constructor(answers: Answers, states: States) {
    this.#answers = answers;
    this.#states = states;
  }

  state(path: string): string | undefined {
    return this.#states.get(path);
  }

  isSettled({ path, step, procedure }: ExpandedStep): boolean {
    return step.options ? this.chosen(procedure, step).length > 0 : isSettled(this.state(path));
  }

  /** Returns the options that were chosen at a decision, by the reader or by the calling procedure. */
  chosen({ prefix }: ExpandedProcedure, step: Step): Option[] {
    const ids = step.answer === undefined ? (this.#answers.get(prefix + step.id) ?? []) : [step.answer];
    return (step.options ?? []).filter((option) => ids.includes(option.id));
  }

  /** Returns the chosen options, or all of them before one is chosen. */
  possible(procedure: ExpandedProcedure, step: Step): Option[] {
    const chosen = this.chosen(procedure, step);
    return chosen.length ? chosen : (step.options ?? []);
  }

  /** Returns what a step calls, unless the call is skipped. */
  called({ prefix, calls }: ExpandedProcedure, step: Step): ExpandedProcedure | undefined {
    return this.state(prefix + step.id) === "skipped" ? undefined : calls.get(step.id);
  }
}
