/** What changed in a procedure since a run last saw it. Pure. */
import type { ExpandedProcedure } from "./run-graph.ts";
import type { SeenRevision, StepRenames } from "./run-log.ts";

export interface ChangedStep {
  path: string;
  /** The earlier text; empty where there was none. */
  old: string;
  /** The present text; empty where the step is gone. */
  text: string;
}

export interface RevisionDiff {
  added: ChangedStep[];
  changed: ChangedStep[];
  removed: ChangedStep[];
}

/**
 * Returns the paths that steps had in earlier revisions, mapped to those that they have.
 * @param oldPrefix what the paths of the procedure's steps began with
 */
export function renamedSteps(
  procedure: ExpandedProcedure,
  oldPrefix = procedure.prefix,
  renames = new Map<string, string>(),
): Map<string, string> {
  const { prefix, graph, calls } = procedure;
  for (const step of graph.steps) {
    const old = oldPrefix + (step.was ?? step.id);
    if (old !== prefix + step.id) renames.set(old, prefix + step.id);
    const called = calls.get(step.id);
    if (called) renamedSteps(called, `${old}/`, renames);
  }
  for (const step of graph.steps) renames.delete(prefix + step.id);
  return renames;
}

export function diffRevisions(before: SeenRevision, after: SeenRevision, renames: StepRenames): RevisionDiff {
  const old = new Map(before.steps.map(([path, revision, text]) => [renames.get(path) ?? path, { revision, text }]));
  const diff: RevisionDiff = { added: [], changed: [], removed: [] };
  for (const [path, revision, text] of after.steps) {
    const earlier = old.get(path);
    if (!earlier) diff.added.push({ path, old: "", text });
    else if (earlier.revision !== revision) diff.changed.push({ path, old: earlier.text, text });
    old.delete(path);
  }
  for (const [path, { text }] of old) diff.removed.push({ path, old: text, text: "" });
  return diff;
}
