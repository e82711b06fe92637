/**
 * Runs as a file: version 2 of the format, and version 1, which is read as if it were of version 2. Their
 * JSON Schemas are run-2.schema.json and run-1.schema.json at the site's root. The tests compare this reader
 * with the schemas on mutated files. A file may come from anywhere: every value is validated, and copied key
 * by key. What is stored passes the same reader. Pure.
 */
import { HIDDEN, LAST_TIME, LIMITS, MAX_FILE_LENGTH, MAX_RUN_LENGTH } from "./limits.ts";
import type { Entry, Run, Snapshot, SnapshotStep } from "./run-log.ts";

const FORMAT = "stegvis-runs";
const VERSION = 2;

/** Why a file or link can't be read. */
export type Problem = "large" | "foreign" | "newer" | "damaged";

/**
 * The runs, or what is wrong; `place` is a path such as `file.runs[0].made`, `unread` the one of the first
 * value that is left out.
 */
export type ParsedRuns = { runs: Run[]; unread?: string } | { problem: Problem; place: string };

/** What a run is about, for people who open its file; readers leave it out. */
export interface Summary {
  case: string;
  title: string;
  revisions: number[];
  outcome: string;
}

const PATH = /^@?[a-z0-9]+(?:-[a-z0-9]+)*(?:\/~?[a-z0-9]+(?:-[a-z0-9]+)*)*$/;
const VALUE_ID = /^~?[a-z0-9]+(?:-[a-z0-9]+)*$/;
const ID = /^[A-Za-z0-9_-]{8,64}$/;
export const isRunId = (id: string): boolean => ID.test(id);
const LOCALE = /^[A-Za-z0-9-]*$/;
const KEY = /^[A-Za-z0-9-]{1,64}$/;
const FINGERPRINT = /^[a-z0-9.]*$/;
const STATES = ["open", "doing", "done", "skipped", "blocked"];
const SHELVES = ["open", "archived", "removed"];

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

const isObject = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An object with these properties, of which some are required, and no other. */
const object =
  <T extends object>(properties: Record<string, Validator<unknown>>, required: readonly string[]): Validator<T> =>
  (value, place) => {
    check(isObject(value), place);
    for (const name of Object.keys(value)) check(Object.hasOwn(properties, name), `${place}.${name.slice(0, 40)}`);
    for (const name of required) check(Object.hasOwn(value, name), `${place}.${name}`);
    const copy: Record<string, unknown> = {};
    for (const [name, validate] of Object.entries(properties)) {
      if (Object.hasOwn(value, name)) copy[name] = validate((value as Record<string, unknown>)[name], `${place}.${name}`);
    }
    return copy as T;
  };

const boolean: Validator<boolean> = (value, place) => {
  check(typeof value === "boolean", place);
  return value;
};

/** A list with one value for each validator. */
const tuple =
  <T extends unknown[]>(...items: Validator<unknown>[]): Validator<T> =>
  (value, place) => {
    check(Array.isArray(value) && value.length === items.length, place);
    return items.map((item, index) => item(value[index], `${place}[${index}]`)) as T;
  };

const path = text(LIMITS.path, PATH);
const id = text(LIMITS.id, PATH);
const words = text(LIMITS.text);
const revision = integer(1, Number.MAX_SAFE_INTEGER);
const locale = text(LIMITS.tag, LOCALE);
const fingerprint = text(LIMITS.tag, FINGERPRINT);

/** Of a noted value: its id and text. */
const value = tuple<[string, string]>(text(LIMITS.id, VALUE_ID), (given, place) => {
  const line = text(LIMITS.value)(given, place);
  check(line.search(HIDDEN) < 0, place);
  return line;
});

const ENTRY = {
  at: integer(0, LAST_TIME + LIMITS.entries),
  by: text(LIMITS.by),
  step: path,
  state: oneOf(STATES),
  reason: text(LIMITS.reason),
  answer: list(id, LIMITS.options),
  note: text(LIMITS.note),
  clear: list(path, LIMITS.steps),
  round: path,
  name: text(LIMITS.name),
  kept: oneOf(SHELVES),
  finished: text(LIMITS.path),
};

const RUN = { id: text(64, ID), procedure: id, made: integer(0, LAST_TIME) };

/**
 * Entries in the order of their times. A time may be a little beyond the last one: by as much as entries
 * before it, so that another entry can always be appended, and that a merge of two runs is one.
 */
function entriesOf(properties: Record<string, Validator<unknown>>): Validator<Entry[]> {
  const entries = list(object<Entry>(properties, ["at"]), LIMITS.entries);
  return (value, place) => {
    const sorted = entries(value, place).sort((left, right) => left.at - right.at);
    sorted.forEach(({ at }, index) => check(at <= LAST_TIME + index, `${place}[${index}].at`));
    return sorted;
  };
}

const snapshotStep = object<SnapshotStep>(
  {
    path,
    text: words,
    fingerprint,
    revision,
    number: text(LIMITS.tag),
    options: list(tuple<[string, string]>(id, words), LIMITS.options),
    values: list(tuple<[string, string]>(id, words), LIMITS.values),
  },
  ["path", "text"],
);

const SNAPSHOT = { key: text(64, KEY), revision, locale, title: words, fingerprint, steps: list(snapshotStep, LIMITS.steps) };

const summary = object<Summary>(
  { case: text(LIMITS.name), title: words, revisions: list(revision, LIMITS.snapshots), outcome: words },
  ["case", "title", "revisions", "outcome"],
);

const fileRun = object<Run & { summary?: Summary }>(
  {
    ...RUN,
    summary,
    snapshots: list(object<Snapshot>(SNAPSHOT, Object.keys(SNAPSHOT)), LIMITS.snapshots),
    entries: entriesOf({ ...ENTRY, clock: RUN.made, under: SNAPSHOT.key, confirmed: boolean, adopted: boolean, value, party: id }),
  },
  ["id", "procedure", "made", "snapshots", "entries"],
);

const readRun: Validator<Run> = (value, place) => {
  const { summary: _, ...run } = fileRun(value, place);
  return run;
};

/** A run of version 1, which has the procedure as it was seen last. */
interface FirstRun extends Omit<Run, "snapshots"> {
  seen: { revision: number; locale: string; steps: [path: string, revision: number, text: string][] };
}

const firstRun = object<FirstRun>(
  {
    ...RUN,
    seen: object({ revision, locale, steps: list(tuple(path, revision, words), LIMITS.steps) }, ["revision", "locale", "steps"]),
    entries: entriesOf(ENTRY),
  },
  ["id", "procedure", "made", "seen", "entries"],
);

/** Returns what a run of version 1 saw as a snapshot; under its key, a link's is the same without words. */
export const convertSeen = ({ revision, locale, steps }: FirstRun["seen"]): Snapshot => ({
  key: `1-${revision}-${locale}`.slice(0, 64),
  revision,
  locale,
  title: "",
  fingerprint: "",
  steps: steps.map(([path, revision, text]) => ({ path, text, ...(revision !== 1 && { revision }) })),
});

const readFirstRun: Validator<Run> = (value, place) => {
  const { seen, ...run } = firstRun(value, place);
  return { ...run, snapshots: [convertSeen(seen)] };
};

/** Returns what `read` does, or the place of the value that is not what the format asks for. */
function placeOr<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof FormatError) return error.message;
    throw error;
  }
}

/** Returns a copy of a run of any version, or the place of what is wrong with it. */
export const readAnyRun = (value: unknown, place: string): Run | string =>
  placeOr(() => (isObject(value) && "seen" in value ? readFirstRun : readRun)(value, place));

/** Returns a copy of a stored run, or null if the value is none. */
export function validateRun(value: unknown): Run | null {
  const run = readAnyRun(value, "run");
  return typeof run === "string" ? null : run;
}

/** Returns whether a run can be read back, from the store and from a file. */
export const isReadable = (run: Run): boolean =>
  JSON.stringify(run).length <= MAX_RUN_LENGTH && validateRun(run) !== null;

/** Returns the content of a file, indented by so many spaces. */
export const serializeRuns = (runs: (Run & { summary?: Summary })[], indent = 1): string =>
  JSON.stringify({ format: FORMAT, version: VERSION, runs }, null, indent);

/** Returns the runs in as many groups as there have to be files. */
export function packRuns<T extends Run>(runs: T[]): T[][] {
  const groups: T[][] = [];
  let length = Infinity;
  for (const run of runs) {
    const added = JSON.stringify(run).length;
    length += added;
    if (length > MAX_RUN_LENGTH || groups.at(-1)?.length === LIMITS.runs) {
      groups.push([]);
      length = added;
    }
    groups.at(-1)?.push(run);
  }
  return groups;
}

const FILE = { format: text(LIMITS.tag), version: integer(1, VERSION) };

const EMPTY_RUN: Run = { id: "unreadable", procedure: "none", made: 0, snapshots: [], entries: [] };

/** Returns a damaged run without the entries that can't be read; null if more than these is damaged. */
function salvageRun(value: object): Run | null {
  const entries: unknown[] = "entries" in value && Array.isArray(value.entries) ? value.entries : [];
  const readable = entries.filter((entry) => validateRun({ ...EMPTY_RUN, entries: [entry] }));
  return readable.length ? validateRun({ ...value, entries: readable }) : null;
}

/** Reads a file, or the list of values that a page found damaged: of this as much as can be read. */
export function parseRuns(content: string): ParsedRuns {
  const refuse = (problem: Problem, place = ""): ParsedRuns => ({ problem, place });
  if (content.length > MAX_FILE_LENGTH) return refuse("large");
  let value: { format?: unknown; version?: unknown } | null;
  try {
    value = JSON.parse(content);
  } catch {
    return refuse("foreign");
  }
  if (Array.isArray(value) && value.length && value.every(isObject)) {
    const found = value.map((each, index) => readAnyRun(each, `file[${index}]`));
    const unread = found.find((run) => typeof run === "string");
    const runs = value
      .map((each, index) => (typeof found[index] === "string" ? salvageRun(each) : found[index]))
      .filter((run) => !!run);
    if (unread === undefined) return { runs };
    return runs.length ? { runs, unread } : refuse("damaged", unread);
  }
  if (!isObject(value) || value.format !== FORMAT) return refuse("foreign");
  if (Number.isSafeInteger(value.version) && Number(value.version) > VERSION) return refuse("newer");
  const runs = list(value.version === 1 ? readFirstRun : readRun, LIMITS.runs);
  const file = placeOr(() => object<{ runs: Run[] }>({ ...FILE, runs }, ["format", "version", "runs"])(value, "file"));
  return typeof file === "string" ? refuse("damaged", file) : { runs: file.runs };
}
