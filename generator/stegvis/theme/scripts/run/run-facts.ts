/** What a run is about, in words: for its record, its table and its file. */
import { t } from "../browser/i18n.ts";
import { finishSnapshot } from "./revision-diff.ts";
import type { Summary } from "./run-file.ts";
import { type Run, type StepRenames, currentState } from "./run-log.ts";
import { Snapshots } from "./snapshots.ts";

/** Returns the facts; the title is that of the newest snapshot, or the procedure's id. */
export function summarize(run: Run, renames: StepRenames = new Map()): Summary {
  const state = currentState(run, renames);
  const snapshots = new Snapshots(run, renames);
  const end = finishSnapshot(run, state, renames);
  const reason = end && (snapshots.steps(end).get(state.finished)?.text || state.finished);
  const mark = t(end ? "live_finished" : "record_unfinished");
  const revisions = new Set(run.snapshots.map(({ revision }) => revision));
  return {
    case: state.name,
    title: snapshots.last?.title || run.procedure,
    revisions: [...revisions].sort((left, right) => left - right),
    outcome: reason ? t("live_reason", { mark, reason }) : mark,
  };
}
