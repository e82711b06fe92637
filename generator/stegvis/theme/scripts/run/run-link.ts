/** A run as the fragment of an address, which no browser sends to a server. */
import { MAX_FRAGMENT_LENGTH, decodeFragment, encodeFragment } from "./link-codec.ts";
import { type ParsedRuns, parseRuns, serializeRuns } from "./run-file.ts";
import type { Run, SeenStep } from "./run-log.ts";

/** Returns the fragment without the steps' texts, or an empty text if it would be too long. */
export async function encodeRun(run: Run): Promise<string> {
  const steps = run.seen.steps.map(([path, revision]): SeenStep => [path, revision, ""]);
  const file = serializeRuns([{ ...run, seen: { ...run.seen, steps } }]);
  return encodeFragment(JSON.stringify(JSON.parse(file)));
}

/** Reads the run of a link. */
export async function decodeRun(fragment: string, now: number): Promise<ParsedRuns> {
  if (fragment.length > MAX_FRAGMENT_LENGTH) return { problem: "large", place: "" };
  try {
    return parseRuns(await decodeFragment(fragment), now);
  } catch {
    return { problem: "foreign", place: "" };
  }
}
