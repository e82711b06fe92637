/**
 * A run is a set of entries, each made once and never changed: its state is what its entries say in the
 * order of their times, and two copies of a run are merged by putting their entries together. Pure: no
 * page, no words, no clock.
 */

export type State = "open" | "doing" | "done" | "skipped" | "blocked";

/** Whether a run is listed with the others. */
export type Shelf = "open" | "archived" | "removed";

/** One thing that was done in a run. Its keys are those of the file format. */
export interface Entry {
  /** Milliseconds since 1970. */
  at: number;
  /** Initials. */
  by?: string;
  step?: string;
  state?: State;
  reason?: string;
  answer?: string[];
  note?: string;
  /** The steps whose marks are dropped. */
  clear?: string[];
  /** The step from which the dropped ones are done again, if they are. */
  round?: string;
  name?: string;
  kept?: Shelf;
  /** The end that was reached. */
  finished?: string;
}

export type NewEntry = Omit<Entry, "at">;

/** A step as it was when it was marked. */
export type SeenStep = [path: string, revision: number, text: string];

/** A procedure as it was when it was worked on last. */
export interface SeenRevision {
  revision: number;
  locale: string;
  steps: SeenStep[];
}

export interface Run {
  id: string;
  procedure: string;
  /** When it was begun, in milliseconds since 1970. */
  made: number;
  seen: SeenRevision;
  entries: Entry[];
}

/** What was marked at a step. */
export interface Mark {
  state: State;
  /** When state or answer were set, in milliseconds since 1970; 0 if they never were. */
  at: number;
  by: string;
  reason: string;
  answer: string[];
  note: string;
}

/** Marks that were dropped together: by going back, or by another answer. */
export interface Round {
  /** The step from which the steps were done again; empty if they were not. */
  from: string;
  at: number;
  by: string;
  marks: Map<string, Mark>;
}

export interface RunState {
  name: string;
  kept: Shelf;
  /** The path of the end that was reached; empty before. */
  finished: string;
  /** When it was changed last, in milliseconds since 1970. */
  changed: number;
  /** By the step's path. */
  marks: Map<string, Mark>;
  rounds: Round[];
}

/** Paths that steps had in earlier revisions, to those that they have. */
export type StepRenames = ReadonlyMap<string, string>;

/** The keys of an entry in the order in which they identify it. */
export const ENTRY_KEYS = [
  "at", "by", "step", "state", "reason", "answer", "note", "clear", "round", "name", "kept", "finished",
] as const satisfies (keyof Entry)[];

/** Returns an entry's identity: equal entries have equal keys. */
export const entryKey = (entry: Entry): string => JSON.stringify(ENTRY_KEYS.map((key) => entry[key] ?? null));

const compare = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);

/** Returns each entry once, ordered by time, and at the same time by what it says. */
function sortedUnique(entries: Entry[]): Entry[] {
  const byKey = new Map(entries.map((entry) => [entryKey(entry), entry]));
  return [...byKey]
    .sort(([leftKey, left], [rightKey, right]) => left.at - right.at || compare(leftKey, rightKey))
    .map(([, entry]) => entry);
}

/** Returns the newer of two, whichever way round they come. */
function newerRevision(left: SeenRevision, right: SeenRevision): SeenRevision {
  if (left.revision !== right.revision) return left.revision > right.revision ? left : right;
  return compare(JSON.stringify(left), JSON.stringify(right)) > 0 ? left : right;
}

/**
 * Returns two copies of a run as one: in any order and however often, the same run. Nothing is lost, and
 * of two marks of a step the newer one shows.
 * @throws Error if they are different runs
 */
export function mergeRuns(left: Run, right: Run): Run {
  if (left.id !== right.id || left.procedure !== right.procedure) {
    throw new Error(`runs ${left.id} and ${right.id} are not the same run`);
  }
  return {
    id: left.id,
    procedure: left.procedure,
    made: Math.min(left.made, right.made),
    seen: newerRevision(left.seen, right.seen),
    entries: sortedUnique([...left.entries, ...right.entries]),
  };
}

/** Returns the run with one more entry, which is its newest whatever the clocks say. */
export function appendEntry(run: Run, entry: NewEntry, now: number): Run {
  const last = run.entries.at(-1);
  const at = Math.max(now, last ? last.at + 1 : 0);
  return { ...run, entries: [...run.entries, { at, ...entry }] };
}

/** Returns a run without entries, begun now. */
export const newRun = (procedure: string, seen: SeenRevision): Run => ({
  id: newRunId(),
  procedure,
  made: Date.now(),
  seen,
  entries: [],
});

/** Returns an id of 24 letters and digits, from 96 random bits. */
export const newRunId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36).padStart(2, "0")).join("");

const emptyMark = (): Mark => ({ state: "open", at: 0, by: "", reason: "", answer: [], note: "" });

/** Returns what a run's entries say, under the paths that its steps have now. */
export function currentState(run: Run, renames: StepRenames = new Map()): RunState {
  const state: RunState = { name: "", kept: "open", finished: "", changed: run.made, marks: new Map(), rounds: [] };
  const pathNow = (path: string): string => renames.get(path) ?? path;
  for (const entry of run.entries) {
    const by = entry.by ?? "";
    state.changed = Math.max(state.changed, entry.at);
    state.name = entry.name ?? state.name;
    state.kept = entry.kept ?? state.kept;
    state.finished = pathNow(entry.finished ?? state.finished);
    if (entry.clear) {
      const marks = new Map<string, Mark>();
      for (const path of entry.clear.map(pathNow)) {
        const mark = state.marks.get(path);
        if (mark) marks.set(path, mark);
        state.marks.delete(path);
      }
      if (marks.size) state.rounds.push({ from: entry.round ?? "", at: entry.at, by, marks });
    } else if (entry.step !== undefined) {
      const path = pathNow(entry.step);
      const mark = { ...(state.marks.get(path) ?? emptyMark()) };
      if (entry.note !== undefined) mark.note = entry.note;
      if (entry.state || entry.answer) {
        Object.assign(mark, { at: entry.at, by, reason: entry.reason ?? "" });
        mark.state = entry.state ?? mark.state;
        mark.answer = entry.answer ?? mark.answer;
      }
      state.marks.set(path, mark);
    }
  }
  return state;
}
