/** What runs consist of, and what their entries say. The keys are those of the file format. */

export type State = "open" | "doing" | "done" | "skipped" | "blocked";

/** Whether a run is listed with the others. */
export type Shelf = "open" | "archived" | "removed";

/** One thing that was done in a run. Its keys are those of the file format. */
export interface Entry {
  /** Orders the entries of a run: milliseconds since 1970, but always after those that were known. */
  at: number;
  /** What the clock said, if that is not `at`, in milliseconds since 1970. */
  clock?: number;
  /** The key of the snapshot under which it was made; none in runs of version 1. */
  under?: string;
  /** Initials. */
  by?: string;
  step?: string;
  state?: State;
  reason?: string;
  answer?: string[];
  note?: string;
  /** A noted value, or with `~` before its id the name of an item; an empty text takes it back. */
  value?: [id: string, text: string];
  /** The party whose step somebody else marked. */
  party?: string;
  /** The steps whose marks are dropped. */
  clear?: string[];
  /** The step from which the dropped ones are done again, if they are. */
  round?: string;
  name?: string;
  kept?: Shelf;
  /** The end that was reached. */
  finished?: string;
  /** Whether the step's mark is still valid under this snapshot. */
  confirmed?: boolean;
  /** Whether the changes up to this snapshot were accepted. */
  adopted?: boolean;
}

export type NewEntry = Omit<Entry, "at">;

/** A step as a page showed it. */
export interface SnapshotStep {
  path: string;
  text: string;
  /** What the step says and asks: four hashes joined by dots, the same in every language. */
  fingerprint?: string;
  /** Of the step itself, if it is not 1. */
  revision?: number;
  number?: string;
  options?: [id: string, text: string][];
  /** The labels of the values that are noted at it. */
  values?: [id: string, label: string][];
}

/** A procedure as a page showed it. */
export interface Snapshot {
  /** A hash of everything else. */
  key: string;
  revision: number;
  locale: string;
  title: string;
  /** Of all steps; empty in runs of version 1. */
  fingerprint: string;
  steps: SnapshotStep[];
}

export interface Run {
  id: string;
  procedure: string;
  /** When it was begun, in milliseconds since 1970. */
  made: number;
  snapshots: Snapshot[];
  /** In the order of their times. */
  entries: Entry[];
}

/** By whom something was said, when, and under which snapshot. */
export interface Signature {
  /** Initials; may be empty. */
  by: string;
  /** In milliseconds since 1970; 0 if never. */
  at: number;
  /** The key of the snapshot; none in runs of version 1. */
  under: string | undefined;
}

/** A value that was noted at a step, and by whom. */
export interface Noted extends Signature {
  text: string;
}

/** What was marked at a step, and who set its state or answer. */
export interface Mark extends Signature {
  state: State;
  reason: string;
  /** The party whose step somebody else marked; empty if it was no other's. */
  party: string;
  answer: string[];
  note: string;
  /** By id. */
  values: ReadonlyMap<string, Noted>;
  /** Who confirmed it after the procedure had changed. */
  confirmed: Signature[];
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
  /** The path of the end that was reached last; empty before. */
  finished: string;
  /** Who came to the end, or away from it. */
  ended: Signature | undefined;
  /** Who accepted changes. */
  adopted: Signature[];
  /** When it was changed last, in milliseconds since 1970. */
  changed: number;
  /** By the step's path. */
  marks: Map<string, Mark>;
  rounds: Round[];
  /** Marks that were reopened or replaced by others, and the reopenings, with the step's path. */
  replaced: [path: string, mark: Mark][];
  /** Values that were noted otherwise later. */
  renoted: [path: string, id: string, noted: Noted][];
}

/** Paths that steps had in earlier revisions, to those that they have. */
export type StepRenames = ReadonlyMap<string, string>;
