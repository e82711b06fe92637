/** The snapshots of a run: what its procedure said when each mark was made. Pure. */
import type { Mark, Run, RunState, Snapshot, SnapshotStep, StepRenames } from "./run-log.ts";

/** Returns whether two snapshots are of the same procedure, in whatever languages. */
export const isSameProcedure = (left: Snapshot, right: Snapshot): boolean =>
  left.fingerprint && right.fingerprint ? left.fingerprint === right.fingerprint : left.revision === right.revision;

export class Snapshots {
  readonly #byKey: ReadonlyMap<string, Snapshot>;
  readonly #renames: StepRenames;
  readonly #steps = new Map<Snapshot, Map<string, SnapshotStep>>();
  /** What a run of version 1 saw last. */
  readonly #legacy: Snapshot | undefined;
  readonly #first: Snapshot | undefined;
  /** That of the newest entry that has one. */
  readonly last: Snapshot | undefined;

  constructor({ snapshots, entries }: Run, renames: StepRenames) {
    this.#renames = renames;
    this.#byKey = new Map(snapshots.map((snapshot) => [snapshot.key, snapshot]));
    this.#legacy = snapshots
      .filter(({ fingerprint, key }) => !fingerprint && key.startsWith("1-"))
      .sort((left, right) => left.revision - right.revision)
      .at(-1);
    this.last = this.get(entries.filter(({ under }) => under).at(-1)?.under);
    this.#first = this.#legacy ?? this.get(entries.find(({ under }) => under)?.under);
  }

  /** Returns the snapshot with a key; that of version 1 if an entry names none. */
  get(key: string | undefined): Snapshot | undefined {
    return key === undefined ? this.#legacy : this.#byKey.get(key);
  }

  /** Returns the snapshot whose changes were accepted last; the first one if none were. */
  baseline({ adopted }: RunState): Snapshot | undefined {
    return this.get(adopted.at(-1)?.under) ?? this.#first;
  }

  /** Returns the snapshot under which a mark was made, or confirmed last. */
  confirmed({ under, confirmed }: Mark): Snapshot | undefined {
    return this.get((confirmed.at(-1) ?? { under }).under);
  }

  /** Returns the steps of a snapshot by the paths that they have now, in their order. */
  steps(snapshot: Snapshot): Map<string, SnapshotStep> {
    let steps = this.#steps.get(snapshot);
    if (!steps) {
      steps = new Map(snapshot.steps.map((step) => [this.#renames.get(step.path) ?? step.path, step]));
      this.#steps.set(snapshot, steps);
    }
    return steps;
  }
}
