/**
 * Runs as a file: version 1 of the format, whose JSON Schema is run-1.schema.json at the site's root. The
 * tests hold this reader against the schema on mutated files. What is read may come from anywhere: it is
 * validated to the last value and copied key by key. Pure.
 */
import { ENTRY_KEYS, type Entry, type Run, type SeenRevision, type SeenStep } from "./run-log.ts";

const FORMAT = "stegvis-runs";
const VERSION = 1;
/** The most characters of a file. */
export const MAX_FILE_LENGTH = 5_000_000;

/** Why a file or link can't be read. */
export type Problem = "large" | "foreign" | "newer" | "damaged";

/** The runs, or what is wrong; `place` is a path such as `file.runs[0].made`. */
export type ParsedRuns = { runs: Run[] } | { problem: Problem; place: string };

const PATH = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)*$/;
const ID = /^[A-Za-z0-9_-]{8,64}$/;
const LANGUAGE = /^[A-Za-z-]*$/;
const STATES = ["open", "doing", "done", "skipped", "blocked"];
const SHELVES = ["open", "archived", "removed"];
const MAX_REVISION = 1e6;
const DAY = 86_400_000;

/** A value is not what the format asks for; the message is its place. */
class FormatError extends Error {}

/** Returns a copy of the value, or throws a FormatError. */
type Validator<T> = (value: unknown, place: string) => T;

function check(isValid: boolean, place: string): asserts isValid {
  if (!isValid) throw new FormatError(place);
}

/** Counts code points, as JSON Schema does; no text has more of them than of the units of its `length`. */
const isAtMost = (value: string, maxLength: number): boolean =>
  value.length <= maxLength || (value.length <= 2 * maxLength && [...value].length <= maxLength);

const text =
  (maxLength: number, pattern?: RegExp): Validator<string> =>
  (value, place) => {
    check(typeof value === "string" && isAtMost(value, maxLength) && (!pattern || pattern.test(value)), place);
    return value;
  };

const oneOf =
  (words: string[]): Validator<string> =>
  (value, place) => {
    check(typeof value === "string" && words.includes(value), place);
    return value;
  };

const integer =
  (minimum: number, maximum: number): Validator<number> =>
  (value, place) => {
    check(Number.isSafeInteger(value) && Number(value) >= minimum && Number(value) <= maximum, place);
    return Number(value);
  };

const list =
  <T>(item: Validator<T>, maxItems: number): Validator<T[]> =>
  (value, place) => {
    check(Array.isArray(value) && value.length <= maxItems, place);
    return value.map((each, index) => item(each, `${place}[${index}]`));
  };

/** An object with these properties, of which some are required, and no other. */
const object =
  <T>(properties: Record<string, Validator<unknown>>, required: readonly string[]): Validator<T> =>
  (value, place) => {
    check(typeof value === "object" && value !== null && !Array.isArray(value), place);
    for (const name of Object.keys(value)) check(Object.hasOwn(properties, name), `${place}.${name.slice(0, 40)}`);
    for (const name of required) check(Object.hasOwn(value, name), `${place}.${name}`);
    const copy: Record<string, unknown> = {};
    for (const [name, validate] of Object.entries(properties)) {
      if (Object.hasOwn(value, name)) copy[name] = validate((value as Record<string, unknown>)[name], `${place}.${name}`);
    }
    return copy as T;
  };

const path = text(400, PATH);
const revision = integer(1, MAX_REVISION);

const seenStep: Validator<SeenStep> = (value, place) => {
  check(Array.isArray(value) && value.length === 3, place);
  return [path(value[0], place), revision(value[1], place), text(2000)(value[2], place)];
};

const seenRevision = object<SeenRevision>(
  { revision, locale: text(20, LANGUAGE), steps: list(seenStep, 2000) },
  ["revision", "locale", "steps"],
);

/** A run whose times are not later than `latest`, its entries in the order of their times. */
function runUntil(latest: number): Validator<Run> {
  const time = integer(0, latest);
  const entry: Record<(typeof ENTRY_KEYS)[number], Validator<unknown>> = {
    at: time,
    by: text(12),
    step: path,
    state: oneOf(STATES),
    reason: text(500),
    answer: list(text(100, PATH), 50),
    note: text(4000),
    clear: list(path, 2000),
    round: path,
    name: text(200),
    kept: oneOf(SHELVES),
    finished: text(400),
  };
  const entries = list(object<Entry>(entry, ["at"]), 20_000);
  const run = object<Run>(
    { id: text(64, ID), procedure: text(100, PATH), made: time, seen: seenRevision, entries },
    ["id", "procedure", "made", "seen", "entries"],
  );
  return (value, place) => {
    const copy = run(value, place);
    copy.entries.sort((left, right) => left.at - right.at);
    return copy;
  };
}

/** Returns a copy of a stored run, or null if the value is none. */
export function validateRun(value: unknown, now: number): Run | null {
  try {
    return runUntil(now + DAY)(value, "run");
  } catch (error) {
    if (error instanceof FormatError) return null;
    throw error;
  }
}

export const serializeRuns = (runs: Run[]): string =>
  JSON.stringify({ format: FORMAT, version: VERSION, runs }, null, 1);

/** Reads a file; a run's times may be a day ahead of `now`, as clocks differ. */
export function parseRuns(content: string, now: number): ParsedRuns {
  const refuse = (problem: Problem, place = ""): ParsedRuns => ({ problem, place });
  if (content.length > MAX_FILE_LENGTH) return refuse("large");
  let value: { format?: unknown; version?: unknown } | null;
  try {
    value = JSON.parse(content);
  } catch {
    return refuse("foreign");
  }
  if (typeof value !== "object" || value?.format !== FORMAT) return refuse("foreign");
  if (Number.isSafeInteger(value.version) && Number(value.version) > VERSION) return refuse("newer");
  const file = object<{ runs: Run[] }>(
    { format: text(20), version: integer(1, VERSION), runs: list(runUntil(now + DAY), 5000) },
    ["format", "version", "runs"],
  );
  try {
    return { runs: file(value, "file").runs };
  } catch (error) {
    if (error instanceof FormatError) return refuse("damaged", error.message);
    throw error;
  }
}
