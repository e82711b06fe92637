/** What a run says of the steps of its graph: the chosen options, which steps are there, and which settled. Pure. */
import { type Condition, type ExpandedProcedure, type ExpandedStep, type Option, type Step, isSettled } from "./run-graph.ts";

/** The ids of the chosen options by the decision's path. */
export type Answers = ReadonlyMap<string, readonly string[]>;

/** `doing`, `done`, `skipped`, `lacking` or `blocked`, by the step's path. */
export type States = ReadonlyMap<string, string>;

/** Where a step leads. */
export interface Edge {
  next?: string | undefined;
  again?: boolean | undefined;
}

/** `undefined` where it is not known yet. */
type Known<T> = T | undefined;

/** Returns true if any value is, else undefined if any is, else false. */
const anyOf = (values: Known<boolean>[]): Known<boolean> =>
  values.includes(true) || (values.includes(undefined) ? undefined : false);

const allOf = (values: Known<boolean>[]): Known<boolean> =>
  !values.includes(false) && (values.includes(undefined) ? undefined : true);

export class RunAnswers {
  readonly #answers: Answers;
  readonly #states: States;
  readonly #steps: ReadonlyMap<string, ExpandedStep>;
  /** The ends that parts came to, by the paths of the steps that they stand for. */
  readonly #ends = new Map<string, string>();

  constructor(steps: readonly ExpandedStep[], answers: Answers, states: States) {
    this.#steps = new Map(steps.map((step) => [step.path, step]));
    this.#answers = answers;
    this.#states = states;
  }

  state(path: string): string | undefined {
    return this.#states.get(path);
  }

  isSettled({ path, step, procedure }: ExpandedStep): boolean {
    return step.options ? this.chosen(procedure, step).length > 0 : isSettled(this.state(path));
  }

  /** Notes the end that a part came to. */
  end({ prefix }: ExpandedProcedure, id: string): void {
    this.#ends.set(prefix.slice(0, -1), id);
  }

  /** Returns whether a condition holds. */
  holds(condition: Condition): Known<boolean> {
    return anyOf(
      condition.map((alternative) =>
        allOf(
          Object.entries(alternative).map(([path, ids]) => this.#given(path)?.some((answer) => ids.includes(answer))),
        ),
      ),
    );
  }

  /** Returns the answers or the outcome of a step: none if it is passed over. */
  #given(path: string): Known<string[]> {
    const found = this.#steps.get(path);
    if (!found) return undefined;
    const { step, procedure } = found;
    if (step.when && this.holds(step.when) === false) return [];
    if (step.options) {
      const chosen = this.chosen(procedure, step).map(({ id }) => id);
      return chosen.length ? chosen : undefined;
    }
    if (this.state(path) === "skipped") return [];
    const end = this.#ends.get(path);
    return end === undefined ? undefined : [end];
  }

  /** Returns whether a step is there in this run, which its condition says. */
  isThere({ when }: Step): Known<boolean> {
    return when ? this.holds(when) : true;
  }

  /** Returns the options that conditions leave, of which some may not be known yet. */
  #offered({ options = [] }: Step): Option[] {
    return options.filter(({ when }) => !when || this.holds(when) !== false);
  }

  /**
   * Returns whether conditions leave a single option of a decision, so that it is not asked. One that leads
   * back is: the reader sees where the next round begins.
   */
  isForced(step: Step): boolean {
    const isConditional = step.answer === undefined && step.options?.some(({ when }) => when);
    const [only, ...others] = this.#offered(step);
    return !!isConditional && !!only && !only.again && !others.length;
  }

  /** Returns whether conditions that are not known yet may leave a single option of a decision. */
  mayBeForced({ answer, options }: Step): boolean {
    return answer === undefined && !!options?.some(({ when }) => when && this.holds(when) === undefined);
  }

  /** Returns the options that were chosen at a decision, by the reader, a condition or the calling procedure. */
  chosen({ prefix }: ExpandedProcedure, step: Step): Option[] {
    const { id, answer, options = [] } = step;
    if (answer !== undefined) return options.filter((option) => option.id === answer);
    const offered = this.#offered(step);
    const ids = this.#answers.get(prefix + id) ?? [];
    return this.isForced(step) ? offered : offered.filter((option) => ids.includes(option.id));
  }

  /** Returns the chosen options, or all that are offered before one is chosen. */
  possible(procedure: ExpandedProcedure, step: Step): Option[] {
    const chosen = this.chosen(procedure, step);
    return chosen.length ? chosen : this.#offered(step);
  }

  /** Returns the edges that may leave a step which is no decision, or the join of a decision. */
  onward({ prefix }: ExpandedProcedure, step: Step): Edge[] {
    const { outcomes, next, again } = step;
    const usual = { next, again };
    if (!outcomes || this.state(prefix + step.id) === "skipped") return [usual];
    const end = this.#ends.get(prefix + step.id);
    if (end === undefined) return [...Object.values(outcomes).map((target) => ({ next: target })), usual];
    return [Object.hasOwn(outcomes, end) ? { next: outcomes[end] } : usual];
  }

  /** Returns what stands for a step, unless it is skipped. */
  parts({ prefix, parts }: ExpandedProcedure, step: Step): readonly ExpandedProcedure[] {
    return (this.state(prefix + step.id) !== "skipped" && parts.get(step.id)) || [];
  }
}
