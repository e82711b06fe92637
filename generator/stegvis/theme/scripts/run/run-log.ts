/**
 * A run is a set of entries, each made once and never changed, and of the snapshots under which they were
 * made: its state is what its entries say in the order of their times, and two copies of a run are merged
 * by putting both together. Pure: no page, no words, no clock.
 */
import { HIDDEN, LAST_TIME, LIMITS, clip } from "./limits.ts";

import type { Entry, Mark, NewEntry, Run, RunState, Snapshot, StepRenames } from "./run.ts";

export type * from "./run.ts";

/** The keys of an entry in the order in which they identify it. */
export const ENTRY_KEYS = [
  "at", "by", "step", "state", "reason", "answer", "note", "clear", "round", "name", "kept", "finished", "clock",
  "under", "confirmed", "adopted", "value", "party",
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

/** Returns the fuller of two snapshots with the same key: links leave words out. */
function pickFuller(left: Snapshot, right: Snapshot): Snapshot {
  const [leftText, rightText] = [JSON.stringify(left), JSON.stringify(right)];
  return (leftText.length - rightText.length || compare(leftText, rightText)) > 0 ? left : right;
}

/** Returns a snapshot for each key, ordered by key. */
export function mergeSnapshots(snapshots: Snapshot[]): Snapshot[] {
  const byKey = new Map<string, Snapshot>();
  for (const snapshot of snapshots) {
    const known = byKey.get(snapshot.key);
    byKey.set(snapshot.key, known ? pickFuller(known, snapshot) : snapshot);
  }
  return [...byKey.values()].sort((left, right) => compare(left.key, right.key));
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
    snapshots: mergeSnapshots([...left.snapshots, ...right.snapshots]),
    entries: sortedUnique([...left.entries, ...right.entries]),
  };
}

/** Returns a clock's time within the range of a run's times. */
const clampTime = (now: number): number => Math.min(Math.max(Math.trunc(now), 0), LAST_TIME);

/** How far an entry's time may be from the clock's until both are written, in milliseconds. */
const TOLERANCE = 1000;

/**
 * Returns the run with one more entry, which is its newest whatever the clocks say; texts are cut to what
 * can be read back. A snapshot is that of the page on which the entry is made.
 */
export function appendEntry(run: Run, entry: NewEntry, now: number, snapshot?: Snapshot): Run {
  const clock = clampTime(now);
  const at = Math.max(clock, (run.entries.at(-1)?.at ?? -1) + 1);
  const added: Entry = { at, ...entry };
  if (at - clock > TOLERANCE) added.clock = clock;
  if (snapshot) added.under = snapshot.key;
  for (const key of ["by", "name", "note", "reason"] as const) {
    if (added[key] !== undefined) added[key] = clip(added[key], LIMITS[key]);
  }
  if (added.value) added.value = [added.value[0], clip(added.value[1].replace(HIDDEN, ""), LIMITS.value)];
  const snapshots = snapshot ? mergeSnapshots([...run.snapshots, snapshot]) : run.snapshots;
  return { ...run, snapshots, entries: [...run.entries, added] };
}

/** Returns a run without entries. */
export const newRun = (procedure: string, now: number): Run => ({
  id: newRunId(),
  procedure,
  made: clampTime(now),
  snapshots: [],
  entries: [],
});

/** Returns an id of 24 letters and digits, from 96 random bits. */
export const newRunId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36).padStart(2, "0")).join("");

const emptyMark = (): Mark => ({
  state: "open",
  at: 0,
  by: "",
  under: undefined,
  reason: "",
  party: "",
  answer: [],
  note: "",
  values: new Map(),
  confirmed: [],
});

/** Returns whether a step has a state or an answer. */
export const isMarked = (mark: Mark | undefined): mark is Mark =>
  !!mark && (mark.state !== "open" || mark.answer.length > 0);

/** Returns whether something was decided or marked as settled, which is not replaced without a trace. */
const isDecided = ({ state, answer }: Mark): boolean => state === "done" || state === "skipped" || answer.length > 0;

/** Returns what a run's entries say, under the paths that its steps have now. */
export function currentState(run: Run, renames: StepRenames = new Map()): RunState {
  const state: RunState = {
    name: "",
    kept: "open",
    finished: "",
    ended: undefined,
    adopted: [],
    changed: run.made,
    marks: new Map(),
    rounds: [],
    replaced: [],
    renoted: [],
  };
  for (const entry of run.entries) applyEntry(state, entry, (path) => pathNow(path, renames));
  return state;
}

/** Returns the path that a step has now; items of repeated steps keep their places in it. */
function pathNow(path: string, renames: StepRenames): string {
  const ids = path.split("/");
  const names = ids.filter((id) => !id.startsWith("~"));
  const renamed = renames.get(names.join("/"))?.split("/");
  return renamed ? ids.map((id) => (id.startsWith("~") ? id : renamed.shift())).join("/") : path;
}

function applyEntry(state: RunState, entry: Entry, now: (path: string) => string): void {
  const { by = "", under } = entry;
  const at = entry.clock ?? entry.at;
  state.changed = at;
  state.name = entry.name ?? state.name;
  state.kept = entry.kept ?? state.kept;
  const signature = { by, at, under };
  if (entry.adopted) state.adopted.push(signature);
  if (entry.finished !== undefined) {
    state.finished = now(entry.finished);
    state.ended = signature;
  }
  if (entry.clear) {
    const marks = new Map<string, Mark>();
    for (const path of entry.clear.map(now)) {
      const mark = state.marks.get(path);
      if (mark) marks.set(path, mark);
      state.marks.delete(path);
    }
    if (marks.size) state.rounds.push({ from: entry.round ?? "", at, by, marks });
  } else if (entry.step !== undefined) {
    const path = now(entry.step);
    const earlier = state.marks.get(path) ?? emptyMark();
    const mark = { ...earlier };
    if (entry.note !== undefined) mark.note = entry.note;
    if (entry.value) {
      const [id, text] = entry.value;
      const before = mark.values.get(id);
      if (before && before.text !== text) state.renoted.push([path, id, before]);
      mark.values = new Map(mark.values).set(id, { ...signature, text });
    }
    if (entry.confirmed) mark.confirmed = [...mark.confirmed, signature];
    if (entry.state || entry.answer) {
      mark.state = entry.state ?? mark.state;
      mark.answer = entry.answer ?? mark.answer;
      const isSame = mark.state === earlier.state && mark.answer.join(" ") === earlier.answer.join(" ");
      Object.assign(mark, { ...signature, reason: entry.reason ?? "", party: entry.party ?? "", confirmed: [] });
      if (isDecided(earlier) && !isSame) {
        state.replaced.push([path, earlier]);
        if (!isMarked(mark)) state.replaced.push([path, mark]);
      }
    }
    state.marks.set(path, mark);
  }
}
