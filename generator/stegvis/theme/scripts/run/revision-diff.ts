/** What changed in a procedure since the steps of a run were marked. Pure. */
import { type ExpandedProcedure, withoutItems } from "./run-graph.ts";
import { type Entry, type Run, type RunState, type Snapshot, type SnapshotStep, type StepRenames, isMarked } from "./run-log.ts";
import { Snapshots, isSameProcedure } from "./snapshots.ts";

/** The parts of a step's fingerprint, in their order. */
export const PARTS = ["act", "notes", "roles", "targets"] as const;
export type Part = (typeof PARTS)[number];

export interface Change {
  kind: "added" | "changed" | "removed";
  path: string;
  /** Where a step changed. */
  parts: Part[];
  /** The earlier words and their language; empty where there were none. */
  old: string;
  locale: string;
  /** The present words; empty where the step is gone. */
  text: string;
  /** Whether the step has a mark that is to be confirmed, or else reopened. */
  isMarked: boolean;
}

export interface Review {
  /** The revision whose changes were accepted last. */
  revision: number;
  /** The revision with which the run was continued elsewhere, if it is higher than the page's; else 0. */
  ahead: number;
  changes: Change[];
}

/**
 * Returns the paths that steps had in earlier revisions, mapped to those that they have.
 * @param oldPrefix what the paths of the procedure's steps began with
 */
export function mapRenamedSteps(
  procedure: ExpandedProcedure,
  oldPrefix = procedure.prefix,
  renames = new Map<string, string>(),
): Map<string, string> {
  const { prefix, graph, parts } = procedure;
  for (const step of graph.steps) {
    const old = oldPrefix + (step.was ?? step.id);
    if (old !== prefix + step.id) renames.set(old, prefix + step.id);
    for (const part of parts.get(step.id) ?? []) mapRenamedSteps(part, `${old}/`, renames);
  }
  for (const step of graph.steps) renames.delete(prefix + step.id);
  return renames;
}

/** Returns where a step changed; without fingerprints, by its revision and its words in the same language. */
export function findChangedParts(old: SnapshotStep, before: Snapshot, step: SnapshotStep, after: Snapshot): Part[] {
  if (old.fingerprint && step.fingerprint) {
    const [earlier, present] = [old.fingerprint.split("."), step.fingerprint.split(".")];
    return PARTS.filter((_, index) => earlier[index] !== present[index]);
  }
  if (before.revision === after.revision) return [];
  const isReworded = before.locale === after.locale && old.text && old.text !== step.text;
  return old.revision !== step.revision || isReworded ? ["act"] : [];
}

/** Returns what a reader has to look at before the run can be finished under a snapshot; null if nothing. */
export function reviewRun(run: Run, state: RunState, after: Snapshot, renames: StepRenames): Review | null {
  const snapshots = new Snapshots(run, renames);
  const baseline = snapshots.baseline(state);
  if (!baseline) return null;
  const known = snapshots.steps(baseline);
  const isSame = isSameProcedure(baseline, after);
  const changes: Change[] = [];
  const present = new Set(after.steps.map(({ path }) => path));
  const ofItems = [...state.marks.keys()].filter((path) => path.includes("~"));
  const places = after.steps.flatMap((step) => {
    const marked = ofItems.filter((path) => withoutItems(path) === step.path);
    return (marked.length ? marked : [step.path]).map((path) => [path, step] as const);
  });
  for (const [path, step] of places) {
    const { text } = step;
    const mark = state.marks.get(path);
    const before = (isMarked(mark) && snapshots.confirmed(mark)) || baseline;
    const old = snapshots.steps(before).get(step.path);
    if (old) {
      const parts = findChangedParts(old, before, step, after);
      if (parts.length) {
        changes.push({ kind: "changed", path, parts, old: old.text, locale: before.locale, text, isMarked: isMarked(mark) });
      }
    } else if (!isSame && !known.has(step.path) && path === step.path) {
      changes.push({ kind: "added", path, parts: [], old: "", locale: "", text, isMarked: false });
    }
  }
  if (!isSame) {
    for (const [path, { text: old }] of known) {
      if (present.has(path)) continue;
      changes.push({ kind: "removed", path, parts: [], old, locale: baseline.locale, text: "", isMarked: false });
    }
  }
  const newest = Math.max(...run.entries.filter(isWork).map(({ under }) => snapshots.get(under)?.revision ?? 0));
  const ahead = newest > after.revision ? newest : 0;
  return isSame && !changes.length && !ahead ? null : { revision: baseline.revision, ahead, changes };
}

/** Returns whether an entry says more than a name or a note, which anybody may add at any time. */
const isWork = ({ state, answer, clear, adopted }: Entry): boolean => !!(state || answer || clear || adopted);

/**
 * Returns the snapshot under which a run is finished; null if it is not. An end counts only as long as
 * nothing has to be looked at under its snapshot: somebody may have marked or adopted something else meanwhile.
 */
export function finishSnapshot(run: Run, state: RunState, renames: StepRenames = new Map()): Snapshot | null {
  const end = state.finished && new Snapshots(run, renames).get(state.ended?.under);
  return end && !reviewRun(run, state, end, renames) ? end : null;
}
