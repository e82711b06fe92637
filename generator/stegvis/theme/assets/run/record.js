/**
 * Runs as a file: version 1 of the format, whose JSON Schema is run-1.schema.json at the site's root.
 * What is read is checked to the last value and copied key by key: it comes from anywhere. Pure.
 *
 * @typedef {import("./merge.js").Run} Run
 * @typedef {import("./merge.js").Entry} Entry
 * @typedef {import("./merge.js").Seen} Seen
 * @typedef {{runs: Run[]} | {problem: "large" | "foreign" | "newer" | "damaged", place: string}} Read
 */
import { KEYS } from "./merge.js";

export const FORMAT = "stegvis-runs";
export const VERSION = 1;
/** The most characters of a file. */
export const LARGEST = 5_000_000;

const PATH = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\/[a-z0-9]+(?:-[a-z0-9]+)*)*$/;
const ID = /^[A-Za-z0-9_-]{8,64}$/;
const STATES = ["open", "doing", "done", "skipped", "blocked"];
const KEPT = ["open", "archived", "removed"];
const DAY = 86_400_000;

/** What is wrong with a value, and where. */
class Fault extends Error {}

/** @typedef {(value: unknown, place: string) => any} Check gives the value, or throws a Fault */

/** @param {boolean} isSo @param {string} place */
function must(isSo, place) {
  if (!isSo) throw new Fault(place);
}

/** @param {number} longest @param {RegExp} [form] @returns {Check} */
const text = (longest, form) => (value, place) => {
  must(typeof value === "string" && value.length <= longest && (!form || form.test(value)), place);
  return value;
};

/** @param {string[]} words @returns {Check} */
const oneOf = (words) => (value, place) => {
  must(typeof value === "string" && words.includes(value), place);
  return value;
};

/** @param {number} least @param {number} most @returns {Check} */
const number = (least, most) => (value, place) => {
  must(Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most, place);
  return value;
};

/** @param {Check} item @param {number} most @returns {Check} */
const list = (item, most) => (value, place) => {
  if (!Array.isArray(value) || value.length > most) throw new Fault(place);
  return value.map((one, index) => item(one, `${place}[${index}]`));
};

/** @param {Record<string, Check>} checks @param {readonly string[]} needed @returns {Check} */
const record = (checks, needed) => (value, place) => {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Fault(place);
  for (const name of Object.keys(value)) must(Object.hasOwn(checks, name), `${place}.${name.slice(0, 40)}`);
  for (const name of needed) must(Object.hasOwn(value, name), `${place}.${name}`);
  const given = /** @type {Record<string, unknown>} */ (value);
  /** @type {Record<string, unknown>} */
  const copy = {};
  for (const name of Object.keys(checks)) {
    if (Object.hasOwn(given, name)) copy[name] = checks[name]?.(given[name], `${place}.${name}`);
  }
  return copy;
};

const path = text(400, PATH);

/** @type {Check} */
const known = (value, place) => {
  if (!Array.isArray(value) || value.length !== 3) throw new Fault(place);
  const [step, revision, words] = value;
  return [path(step, place), number(1, 1e6)(revision, place), text(2000)(words, place)];
};

/** @param {number} latest @returns {Check} */
const run = (latest) => {
  /** @type {Record<(typeof KEYS)[number], Check>} */
  const entry = {
    at: number(0, latest),
    by: text(12),
    step: path,
    state: oneOf(STATES),
    reason: text(500),
    answer: list(text(100, PATH), 50),
    note: text(4000),
    clear: list(path, 2000),
    round: path,
    name: text(200),
    kept: oneOf(KEPT),
    finished: text(400),
  };
  const seen = record(
    { revision: number(1, 1e6), locale: text(20, /^[A-Za-z-]*$/), steps: list(known, 2000) },
    ["revision", "locale", "steps"],
  );
  const shape = record(
    {
      id: text(64, ID),
      procedure: text(100, PATH),
      made: number(0, latest),
      seen,
      entries: list(record(entry, ["at"]), 20_000),
    },
    ["id", "procedure", "made", "seen", "entries"],
  );
  return (value, place) => {
    const found = shape(value, place);
    found.entries.sort((/** @type {Entry} */ one, /** @type {Entry} */ two) => one.at - two.at);
    return found;
  };
};

/**
 * @param {unknown} value
 * @param {number} now
 * @returns {Run | null} a copy of a run, or nothing if it isn't one
 */
export function checkedRun(value, now) {
  try {
    return run(now + DAY)(value, "run");
  } catch (fault) {
    if (fault instanceof Fault) return null;
    throw fault;
  }
}

/** @param {Run[]} runs @returns {string} */
export const write = (runs) => JSON.stringify({ format: FORMAT, version: VERSION, runs }, null, 1);

/**
 * @param {string} content
 * @param {number} now
 * @returns {Read}
 */
export function read(content, now) {
  if (content.length > LARGEST) return { problem: "large", place: "" };
  let value;
  try {
    value = JSON.parse(content);
  } catch {
    return { problem: "foreign", place: "" };
  }
  if (typeof value !== "object" || value === null || value.format !== FORMAT) {
    return { problem: "foreign", place: "" };
  }
  if (Number.isSafeInteger(value.version) && value.version > VERSION) return { problem: "newer", place: "" };
  try {
    const file = record(
      { format: text(20), version: number(1, VERSION), runs: list(run(now + DAY), 5000) },
      ["format", "version", "runs"],
    )(value, "file");
    return { runs: file.runs };
  } catch (fault) {
    if (fault instanceof Fault) return { problem: "damaged", place: fault.message };
    throw fault;
  }
}
