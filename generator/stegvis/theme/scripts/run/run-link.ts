/** A run as the fragment of an address, which no browser sends to a server. */
import { MAX_FRAGMENT_LENGTH, decodeFragment, encodeFragment } from "./link-codec.ts";
import { type ParsedRuns, parseRuns, serializeRuns } from "./run-file.ts";
import type { Run, SnapshotStep } from "./run-log.ts";

/** A step without its words. */
const dropWords = ({ text: _, number: __, options: ___, values: ____, ...step }: SnapshotStep): SnapshotStep => ({ ...step, text: "" });

/** Returns the fragment without the steps' words, or an empty text if it would be too long. */
export async function encodeRun(run: Run): Promise<string> {
  const snapshots = run.snapshots.map((snapshot) => ({ ...snapshot, steps: snapshot.steps.map(dropWords) }));
  return encodeFragment(serializeRuns([{ ...run, snapshots }], 0));
}

/** Reads the run of a link. */
export async function decodeRun(fragment: string): Promise<ParsedRuns> {
  if (fragment.length > MAX_FRAGMENT_LENGTH) return { problem: "large", place: "" };
  try {
    return parseRuns(await decodeFragment(fragment));
  } catch {
    return { problem: "foreign", place: "" };
  }
}
