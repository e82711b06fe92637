/** What a run is about, in words: for its record, its table and its file. */
import { t } from "../browser/i18n.ts";
import type { Summary } from "./run-file.ts";
import { type Run, type StepRenames, currentState } from "./run-log.ts";
import { Snapshots } from "./snapshots.ts";

/** Returns the facts; the title is that of the newest snapshot, or the procedure's id. */
export function summarize(run: Run, renames: StepRenames = new Map()): Summary {
  const { name, finished, finishedUnder } = currentState(run, renames);
  const snapshots = new Snapshots(run, renames);
  const end = finished && snapshots.get(finishedUnder);
  const reason = end && (snapshots.steps(end).get(finished)?.text || finished);
  const mark = t(finished ? "live_finished" : "record_unfinished");
  const revisions = new Set(run.snapshots.map(({ revision }) => revision));
  return {
    case: name,
    title: snapshots.last?.title || run.procedure,
    revisions: [...revisions].sort((left, right) => left - right),
    outcome: reason ? t("live_reason", { mark, reason }) : mark,
  };
}
