/**
 * What a run's answers and marks make of its procedure: which steps are certain to be met, what is next,
 * and how much is left. Pure: no page, no words, no clock. The oracle in Python is run against the same
 * cases.
 */
import { type Answers, type Edge, RunAnswers, type States } from "./run-answers.ts";
import { type Condition, type ExpandedProcedure, type ExpandedStep, type Reader, type Step, expandGraph, expandedSteps, isCompound, isTask, itemsOf, mayPerform, stateOf } from "./run-graph.ts";
import type { Mark } from "./run-log.ts";
import { TaskCounter, type TaskRange, either } from "./task-range.ts";

/** An edge back that the run has come to. */
export interface BackEdge {
  source: string;
  target: string;
  /** The steps that are done again, in the order in which they are met. */
  clear: string[];
}

export interface Traversal {
  /** The steps that are certain to be met, in order, with calls and ends. */
  visited: string[];
  /** The steps that a pending decision may lead to, in the order of the file. */
  undecided: string[];
  /** The decisions at which the traversal stops for want of an answer. */
  pendingDecisions: string[];
  next: string | null;
  /** The next step that the reader may perform. */
  nextForMe: string | null;
  /** The steps at which another party is waited for now. */
  waits: string[];
  backEdge: BackEdge | null;
  /** The end that the traversal comes to. */
  finish: string | null;
  /** The visited tasks that are not settled. */
  left: string[];
  /** Tasks that are settled. */
  done: number;
  /** The least number of tasks of the whole run. */
  least: number;
  /** The greatest number of tasks of the whole run. */
  most: number;
  /** Returns whether a condition holds; `undefined` while that is not known. */
  holds: (condition: Condition) => boolean | undefined;
}

/** How a stretch ended: ordered, so that of several the worst is the greatest. */
const FINISHED = 0;
const LED_BACK = 1;
const STOPPED = 2;
type Ending = typeof FINISHED | typeof LED_BACK | typeof STOPPED;

const worstOf = (endings: Ending[]): Ending => Math.max(FINISHED, ...endings) as Ending;

const firstId = (procedure: ExpandedProcedure): string | undefined => procedure.graph.steps[0]?.id;

const stepOf = (procedure: ExpandedProcedure, id: string): Step => procedure.steps.get(id) as Step;

/** Returns whether all that a run meets of the own steps of a step is settled; the reader ends a repeated one. */
export function isDoneByParts({ visited, undecided, left }: Traversal, path: string, step: Step): boolean {
  const isInside = (other: string): boolean => other.startsWith(`${path}/`);
  return isCompound(step) && !isTask(step) && visited.some(isInside) && ![...undecided, ...left].some(isInside);
}

class Traverser {
  readonly visited = new Map<string, ExpandedStep>();
  readonly pendingDecisions: string[] = [];
  readonly undecided = new Set<string>();
  /** The first edge back that was met. */
  back: { procedure: ExpandedProcedure; source: string; target: string } | null = null;
  readonly #run: RunAnswers;

  constructor(run: RunAnswers) {
    this.#run = run;
  }

  /** Visits the steps from `start` to `stop`, or to the procedure's end. */
  follow(procedure: ExpandedProcedure, start: string | undefined, stop?: string): Ending {
    for (let id = start; id !== undefined && id !== stop; ) {
      const step = stepOf(procedure, id);
      const path = procedure.prefix + id;
      if (!this.#run.isThere(step)) {
        id = step.otherwise;
        continue;
      }
      const isForced = this.#run.isForced(step);
      const isNew = !this.visited.has(path);
      if (isNew && !isForced) this.visited.set(path, { path, step, procedure });
      const parts = isNew ? this.#run.parts(procedure, step) : [];
      const ending = worstOf(parts.map((part) => this.follow(part, firstId(part))));
      if (ending !== FINISHED) return this.#stop(procedure, step, ending);
      let edge: Edge | undefined = this.#run.onward(procedure, step)[0];
      if (step.options) {
        const chosen = this.#run.chosen(procedure, step);
        if (!chosen.length) {
          if (isNew) this.pendingDecisions.push(path);
          const ahead = this.#run.possible(procedure, step).filter((option) => !option.again).map((option) => option.next);
          this.reach(procedure, [...ahead, step.next], this.undecided);
          return STOPPED;
        }
        if (step.any) {
          const endings = chosen.map((option) =>
            option.again && option.next ? this.#leadBack(procedure, path, option.next) : this.follow(procedure, option.next, step.next),
          );
          const worst = worstOf(endings);
          if (worst !== FINISHED) return this.#stop(procedure, step, worst);
        } else edge = chosen[0];
      }
      if (edge?.again && edge.next) return this.#leadBack(procedure, path, edge.next);
      if (!edge?.next) this.#run.end(procedure, id);
      id = edge?.next;
    }
    return FINISHED;
  }

  #stop(procedure: ExpandedProcedure, step: Step, ending: Ending): Ending {
    if (ending === STOPPED) this.reach(procedure, this.#ahead(procedure, step), this.undecided);
    return ending;
  }

  #leadBack(procedure: ExpandedProcedure, source: string, target: string): Ending {
    this.back ??= { procedure, source, target };
    return LED_BACK;
  }

  /** Returns the paths that can be reached from steps of a procedure without an edge back. */
  reach(procedure: ExpandedProcedure, starts: (string | undefined)[], reached = new Set<string>()): Set<string> {
    const seen = new Set<string>();
    for (const stack = [...starts]; stack.length; ) {
      const id = stack.pop();
      if (id === undefined || seen.has(id)) continue;
      seen.add(id);
      const step = stepOf(procedure, id);
      const isThere = this.#run.isThere(step);
      if (!isThere) stack.push(step.otherwise);
      if (isThere === false) continue;
      if (!this.#run.isForced(step)) reached.add(procedure.prefix + id);
      for (const part of this.#run.parts(procedure, step)) this.reach(part, [firstId(part)], reached);
      for (const option of this.#run.possible(procedure, step)) if (!option.again) stack.push(option.next);
      stack.push(...this.#ahead(procedure, step));
    }
    return reached;
  }

  #ahead(procedure: ExpandedProcedure, step: Step): (string | undefined)[] {
    return this.#run.onward(procedure, step).flatMap(({ next, again }) => (again ? [] : [next]));
  }

  /** Returns the edge back that was met, if everything before it is settled. */
  backEdge(left: ExpandedStep[]): BackEdge | null {
    if (!this.back) return null;
    const { procedure, source, target } = this.back;
    if (left.some(({ path }) => `${path}/`.startsWith(`${source}/`))) return null;
    const repeated = this.reach(procedure, [target]).add(source);
    const clear = [...this.visited.keys()].filter((path) => repeated.has(path));
    return { source, target: procedure.prefix + target, clear };
  }
}

/** What may be answered yet; conditions need it, so that the tasks of a run without them are counted at once. */
export type CombineAnswers = (steps: readonly ExpandedStep[], run: RunAnswers, answers: Answers) => Answers[];

/** Somebody of the site's own party whose roles are unknown. */
const ANYBODY: Reader = { party: "", roles: [] };

/** Traverses a run by its marks, in which the items of repeated steps are. */
export function traverseRun(
  root: ExpandedProcedure,
  marks: ReadonlyMap<string, Mark>,
  reader: Reader = ANYBODY,
  combine?: CombineAnswers,
): Traversal {
  const run = expandGraph(root.graph, (path) => itemsOf(marks.get(path)));
  const answers = new Map<string, readonly string[]>();
  const states = new Map<string, string>();
  for (const { path, step } of expandedSteps(run)) {
    answers.set(path, marks.get(path)?.answer ?? []);
    states.set(path, stateOf(step, marks.get(path)));
  }
  return traverse(run, answers, states, reader, combine);
}

export function traverse(
  root: ExpandedProcedure,
  answers: Answers,
  states: States,
  reader: Reader = ANYBODY,
  combine?: CombineAnswers,
): Traversal {
  const steps = expandedSteps(root);
  const follow = (given: Answers) => {
    const run = new RunAnswers(steps, given, states);
    const traverser = new Traverser(run);
    const ending = traverser.follow(root, firstId(root));
    const tasks = [...traverser.visited.values()].filter(({ step }) => isTask(step));
    const range = (): TaskRange => {
      if (ending !== STOPPED) return ending === FINISHED ? [tasks.length, tasks.length] : null;
      const range = new TaskCounter(run).range(root, firstId(root));
      const { visited, undecided } = traverser;
      const possible = steps.filter(({ path, step }) => isTask(step) && (visited.has(path) || undecided.has(path)));
      return range && [range[0], Math.min(range[1], possible.length)];
    };
    return { run, traverser, ending, tasks, range };
  };
  const { run, traverser, ending, tasks, range } = follow(answers);
  const { visited, undecided, pendingDecisions } = traverser;
  const left = tasks.filter((task) => !run.isSettled(task));
  // A list that the reader ends comes after its items.
  const ready = left.filter(({ path, step }) => !step.each || !left.some((other) => other.path.startsWith(`${path}/`)));
  const next = ready[0]?.path ?? null;
  const ranges = ending === STOPPED && combine?.(steps, run, answers).map((given) => follow(given).range());
  const [low, high] = (ranges ? either(ranges) : range()) ?? [0, 0];
  const least = Math.max(low, tasks.length);
  return {
    visited: [...visited.keys()],
    undecided: steps.map(({ path }) => path).filter((path) => undecided.has(path) && !visited.has(path)),
    pendingDecisions,
    next,
    nextForMe: ready.find(({ step }) => mayPerform(step, reader))?.path ?? null,
    waits: left
      .filter(({ path, step }) => step.actor !== undefined && (path === next || run.state(path) === "doing"))
      .map(({ path }) => path),
    backEdge: traverser.backEdge(left),
    finish: ending === FINISHED ? ([...visited.keys()].at(-1) ?? null) : null,
    left: left.map(({ path }) => path),
    done: tasks.length - left.length,
    least,
    most: Math.max(least, high),
    holds: (condition) => run.holds(condition),
  };
}
