/** The graph of a procedure as a checklist page contains it, and what it says of single steps. Pure. */
import type { Mark } from "./run-log.ts";

/** What must have been answered: of any of the records, for each path one of its options or outcomes. */
export type Condition = readonly Readonly<Record<string, readonly string[]>>[];

/** When a step is due: after the step before it was settled, or after or before a noted date. */
export interface Due {
  latest: number;
  /** Where the period is a range. */
  earliest?: number;
  unit: "hours" | "days" | "weeks" | "working days";
  /** The id of the value that is the date. */
  after?: string;
  before?: string;
}

/** A role, or several that somebody holds together. */
export type Roles = string | readonly string[];

/** Somebody who may perform steps: the id of the party, empty for the site's own, and roles; none if unknown. */
export interface Reader {
  party: string;
  roles: readonly string[];
}

export interface Option {
  id: string;
  /** The step that it leads to; none if its part ends there. */
  next?: string;
  /** Whether its edge leads back. */
  again?: boolean;
  /** What must have been answered for the option to be offered. */
  when?: Condition;
}

export interface Step {
  id: string;
  /** Whether the step is something to do in this run; true if omitted. */
  task?: boolean;
  next?: string;
  /** Whether the edge to `next` leads back. */
  again?: boolean;
  options?: Option[];
  /** Whether it asks how the reader works, which is remembered. */
  variant?: boolean;
  /** Whether several options may be chosen. */
  any?: boolean;
  /** The option that a calling procedure has set. */
  answer?: string;
  /** The party that is awaited. */
  actor?: string;
  /** The party that performs the step, if not the site's own. */
  party?: string;
  /** The roles any of which may perform the step, or lists of those that are needed together; none if it needs none. */
  roles?: Roles[];
  optional?: boolean;
  /** Whether it has a pause point. */
  pause?: boolean;
  secret?: boolean;
  due?: Due;
  revision?: number;
  /** Of what the step says, its notes, its roles and where it leads: four hashes joined by dots. */
  fingerprint?: string;
  /** The id that the step had in an earlier revision. */
  was?: string;
  /** What must have been answered for the step to be there. */
  when?: Condition;
  /** The conditions of those of its remarks that have one, in their order. */
  remarks?: Condition[];
  /** The step that follows where `when` does not hold. */
  otherwise?: string;
  /** The procedure that the step calls, or the steps that it consists of. */
  part?: ProcedureGraph;
  /** The id of what the part is repeated for; the reader names each. */
  each?: string;
  /** The steps that follow outcomes of the called procedure, by the ids of its ends; `next` follows others. */
  outcomes?: Readonly<Record<string, string>>;
}

export interface ProcedureGraph {
  procedure: string;
  revision: number;
  /** Of all steps. */
  fingerprint?: string;
  /** The ids that the procedure had before. */
  was?: string[];
  /** The roles that may look at every step, but not perform it. */
  readers: string[];
  steps: Step[];
}

export interface Graph extends ProcedureGraph {
  collection: string;
}

/** A procedure where it is called, with its steps by id. */
export interface ExpandedProcedure {
  /** What stands before the ids in its steps' paths: empty, or the call's path and a slash. */
  prefix: string;
  graph: ProcedureGraph;
  steps: ReadonlyMap<string, Step>;
  /** What stands for steps, by their ids: a part each, or where it is repeated one for each item. */
  parts: ReadonlyMap<string, readonly ExpandedProcedure[]>;
}

export interface ExpandedStep {
  path: string;
  step: Step;
  procedure: ExpandedProcedure;
}

/** The items of a repeated step, by its path: ids that begin with `~`. */
export type ItemsOf = (path: string) => readonly string[];

/** Returns the items that were named at a repeated step, in the order in which they were. */
export const itemsOf = (mark: Mark | undefined): string[] =>
  [...(mark?.values ?? [])].filter(([id, { text }]) => id.startsWith("~") && text).map(([id]) => id);

/** Returns a graph with its parts in place; without `items`, repeated parts stand there once. */
export function expandGraph(graph: ProcedureGraph, items?: ItemsOf, prefix = ""): ExpandedProcedure {
  const parts = new Map<string, ExpandedProcedure[]>();
  for (const { id, part, each } of graph.steps) {
    const path = prefix + id;
    if (!part) continue;
    const inner =
      each && items
        ? items(path).map((item) => expandGraph(movePart(part, `${path}/`, `${path}/${item}/`), items, `${path}/${item}/`))
        : [expandGraph(part, items, `${path}/`)];
    parts.set(id, inner);
  }
  return { prefix, graph, steps: new Map(graph.steps.map((step) => [step.id, step])), parts };
}

/** Returns a part whose conditions name the steps of one item. */
function movePart(part: ProcedureGraph, from: string, to: string): ProcedureGraph {
  const moved = JSON.stringify(part.steps, (key, value: unknown) =>
    key === "when" || key === "remarks" ? movePaths(value, from, to) : value,
  );
  return { ...part, steps: JSON.parse(moved) };
}

/** Returns a condition, or a list of conditions, that names other paths. */
const movePaths = (value: unknown, from: string, to: string): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(`{"${from}`, `{"${to}`).replaceAll(`,"${from}`, `,"${to}`));

/** Returns the path that a step has in the procedure, without items. */
export const withoutItems = (path: string): string => path.replace(/\/~[^/]*/g, "");

/** Returns every step in the order of the file, each followed by those that stand for it. */
export function expandedSteps(procedure: ExpandedProcedure): ExpandedStep[] {
  return procedure.graph.steps.flatMap((step) => [
    { path: procedure.prefix + step.id, step, procedure },
    ...(procedure.parts.get(step.id) ?? []).flatMap(expandedSteps),
  ]);
}

/** Returns whether a step is something to do. */
export const isTask = (step: Step): boolean => step.task !== false;

/** Returns whether a step consists of steps of its own: these are not those of a procedure. */
export const isCompound = ({ part }: Step): boolean => !!part?.procedure.includes("/");

export const isSettled = (state: string | undefined): boolean => state === "done" || state === "skipped";

/** Returns a step's state; `lacking` where it was marked as not applying without the reason that this needs. */
export const stateOf = (step: Step, mark: Mark | undefined): string =>
  mark?.state === "skipped" && !step.optional && !mark.reason.trim() ? "lacking" : (mark?.state ?? "open");

/** Returns whether somebody may perform a step. */
export const mayPerform = ({ party = "", roles: wanted = [] }: Step, { party: own, roles }: Reader): boolean =>
  party === own &&
  (!wanted.length || !roles.length || wanted.some((needed) => [needed].flat().every((role) => roles.includes(role))));
