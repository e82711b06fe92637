/**
 * A run is a set of entries, each made once and never changed: what it looks like now is what its
 * entries say in the order of their times, and two copies of it are merged by putting their entries
 * together. Pure, without page, words or clock.
 *
 * @typedef {"open" | "doing" | "done" | "skipped" | "blocked"} State
 * @typedef {{
 *   at: number, by?: string, step?: string, state?: State, reason?: string, answer?: string[],
 *   note?: string, clear?: string[], round?: string, name?: string, kept?: "open" | "archived" | "removed",
 *   finished?: string,
 * }} Entry
 * `at` in milliseconds since 1970; `by` initials; `clear` the steps whose marks are dropped, and
 * `round` the step from which they are done again, if they are; `finished` the end that was reached.
 * @typedef {[path: string, revision: number, text: string]} Known a step as it was when it was marked
 * @typedef {{revision: number, locale: string, steps: Known[]}} Seen
 * @typedef {{id: string, procedure: string, made: number, seen: Seen, entries: Entry[]}} Run
 * @typedef {{state: State, at: number, by: string, reason: string, answer: string[], note: string}} Mark
 * @typedef {{from: string, at: number, by: string, marks: Map<string, Mark>}} Round
 * @typedef {{
 *   name: string, kept: string, finished: string, changed: number, marks: Map<string, Mark>, rounds: Round[],
 * }} Now
 */

/** The keys of an entry in the order in which they are written. */
export const KEYS = /** @type {const} */ ([
  "at", "by", "step", "state", "reason", "answer", "note", "clear", "round", "name", "kept", "finished",
]);

/** @param {Entry} entry @returns {string} its identity: equal entries have equal keys */
export const key = (entry) => JSON.stringify(KEYS.map((name) => entry[name] ?? null));

/** @param {string} one @param {string} other */
const compare = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** @param {Entry[]} entries @returns {Entry[]} each once, by time, then by what they say */
function inOrder(entries) {
  const byKey = new Map(entries.map((entry) => [key(entry), entry]));
  return [...byKey]
    .sort(([name, one], [other, two]) => one.at - two.at || compare(name, other))
    .map(([, entry]) => entry);
}

/** @param {Seen} one @param {Seen} other @returns {Seen} the newer, whichever way round they come */
function newer(one, other) {
  if (one.revision !== other.revision) return one.revision > other.revision ? one : other;
  return compare(JSON.stringify(one), JSON.stringify(other)) > 0 ? one : other;
}

/**
 * Two copies of a run as one: in any order and however often, the same; nothing is lost, and of two
 * marks of a step the newer one shows.
 * @param {Run} one
 * @param {Run} other
 * @returns {Run}
 */
export function merge(one, other) {
  if (one.id !== other.id || one.procedure !== other.procedure) {
    throw new Error(`runs ${one.id} and ${other.id} are not one`);
  }
  return {
    id: one.id,
    procedure: one.procedure,
    made: Math.min(one.made, other.made),
    seen: newer(one.seen, other.seen),
    entries: inOrder([...one.entries, ...other.entries]),
  };
}

/**
 * @param {Run} run
 * @param {Omit<Entry, "at">} said
 * @param {number} now
 * @returns {Run} the run with one entry more, which is its newest whatever the clocks say
 */
export function add(run, said, now) {
  const last = run.entries.at(-1);
  const at = Math.max(now, last ? last.at + 1 : 0);
  return { ...run, entries: [...run.entries, { at, ...said }] };
}

/** @returns {Mark} */
const unmarked = () => ({ state: "open", at: 0, by: "", reason: "", answer: [], note: "" });

/**
 * @param {Run} run
 * @param {ReadonlyMap<string, string>} [renamed] steps that had another path before
 * @returns {Now} what its entries say
 */
export function now(run, renamed = new Map()) {
  /** @type {Now} */
  const found = { name: "", kept: "open", finished: "", changed: run.made, marks: new Map(), rounds: [] };
  /** @param {string} path */
  const named = (path) => renamed.get(path) ?? path;
  for (const entry of run.entries) {
    const by = entry.by ?? "";
    found.changed = Math.max(found.changed, entry.at);
    found.name = entry.name ?? found.name;
    found.kept = entry.kept ?? found.kept;
    found.finished = named(entry.finished ?? found.finished);
    if (entry.clear) {
      const marks = new Map();
      for (const old of entry.clear) {
        const path = named(old);
        const mark = found.marks.get(path);
        if (mark) marks.set(path, mark);
        found.marks.delete(path);
      }
      if (marks.size) found.rounds.push({ from: entry.round ?? "", at: entry.at, by, marks });
    } else if (entry.step !== undefined) {
      const path = named(entry.step);
      const mark = { ...(found.marks.get(path) ?? unmarked()) };
      if (entry.note !== undefined) mark.note = entry.note;
      if (entry.state || entry.answer) {
        Object.assign(mark, { at: entry.at, by, reason: entry.reason ?? "" });
        mark.state = entry.state ?? mark.state;
        mark.answer = entry.answer ?? mark.answer;
      }
      found.marks.set(path, mark);
    }
  }
  return found;
}
