/**
 * The run that a checklist page shows. Everything that the reader marks goes through `write`, which adds
 * entries to the run, stores it, and has the page rendered from what the run then says.
 */
import { pageAddress, reader } from "../browser/reader.ts";
import type { ChecklistPage } from "../run/checklist-page.ts";
import { type Review, finishSnapshot, mapRenamedSteps, reviewRun } from "../run/revision-diff.ts";
import { isRunId } from "../run/run-file.ts";
import {
  type NewEntry,
  type Run,
  type RunState,
  type Snapshot,
  type StepRenames,
  appendEntry,
  currentState,
  isMarked,
  mergeRuns,
  newRun,
} from "../run/run-log.ts";
import { isSameProcedure } from "../run/snapshots.ts";
import type { Store } from "../run/store.ts";
import { type CombineAnswers, type Traversal, traverseRun } from "../run/traversal.ts";

export class Session {
  readonly page: ChecklistPage;
  readonly store: Promise<Store>;
  readonly renames: StepRenames;
  /** The run that the address asks for. */
  readonly requested = new URLSearchParams(location.search).get("run");
  /** The steps whose pause points were confirmed on this page. */
  readonly confirmed = new Set<string>();
  run: Run | null = null;
  state: RunState;
  traversal: Traversal;
  /** What the reader has to look at before the run can be finished here. */
  review: Review | null = null;
  /** What the run was finished with, if the procedure has changed since: then it stays as it was. */
  past: Snapshot | null = null;
  /** What new runs begin with. */
  readonly presets: NewEntry[] = [];
  /** Needed where there are conditions. */
  combine?: CombineAnswers;
  /** Called whenever the run says something else. */
  onChange = (): void => {};
  /** Called when another run is opened, or none. */
  onOpen = (): void => {};
  /** Called when the run was stored, or could not be. */
  onStored = (_store: Store): void => {};
  /** What the run is finished with. */
  #end: Snapshot | null = null;
  /** Whether it is known what the store has of the requested run. */
  #isLoaded = !this.requested;

  constructor(page: ChecklistPage, store: Promise<Store>) {
    this.page = page;
    this.store = store;
    this.renames = mapRenamedSteps(page.root);
    this.state = currentState(this.newRun());
    this.traversal = traverseRun(page.root, this.state.marks);
  }

  get isPast(): boolean {
    return this.past !== null;
  }

  /** Returns a run that is begun now, with what the reader has chosen before. */
  newRun(): Run {
    const { page, presets } = this;
    const now = Date.now();
    return presets.reduce((run, entry) => appendEntry(run, entry, now, page.snapshot), newRun(page.graph.procedure, now));
  }

  /** Returns whether anything was said of a step. */
  isMarked(path: string): boolean {
    const mark = this.state.marks.get(path);
    return !!mark?.note || !!mark?.values.size || isMarked(mark);
  }

  /** Returns whether anything was said of the steps of what this one calls. */
  isBegun(path: string): boolean {
    return [...this.state.marks.keys()].some((other) => other.startsWith(`${path}/`) && this.isMarked(other));
  }

  /** Adds entries to the run, which begins with the first one, and stores it. */
  write(...entries: NewEntry[]): void {
    if (!this.run) this.#begin(this.newRun());
    for (const entry of entries) this.append(entry);
    this.refresh();
    const { next, finish } = this.traversal;
    const finished = next === null && finish ? finish : "";
    if (finished !== (this.#end ? this.state.finished : "") && !this.review) {
      this.append({ finished });
      this.refresh();
    }
    void this.save();
  }

  /** Adds an entry without storing the run. */
  append(entry: NewEntry): void {
    const by = reader.initials;
    if (!this.run) return;
    this.run = appendEntry(this.run, by ? { by, ...entry } : entry, Date.now(), this.page.snapshot);
  }

  #begin(run: Run): void {
    const isWanted = !this.#isLoaded && this.requested && isRunId(this.requested);
    this.run = isWanted ? { ...run, id: this.requested } : run;
    const hash = location.hash.startsWith("#run=") ? "" : location.hash;
    history.replaceState(null, "", `${pageAddress(this.run.id)}${hash}`);
  }

  async save(): Promise<void> {
    const store = await this.store;
    const { run } = this;
    if (!run) return;
    const [saved] = await store.save(run);
    if (saved && this.run?.id === run.id) {
      if (store.trouble === "over") this.open(saved);
      else if (saved.id !== run.id) {
        this.#isLoaded = true;
        this.#begin({ ...this.run, id: saved.id });
      }
      this.merge(saved);
    }
    this.onStored(store);
  }

  /** Takes over what another tab or visit put into the same run. */
  merge(other: Run): void {
    if (this.run?.id !== other.id || this.run.procedure !== other.procedure) return;
    const merged = mergeRuns(this.run, other);
    if (merged.entries.length === this.run.entries.length) return;
    this.run = merged;
    this.refresh();
  }

  refresh(): void {
    const { page, renames } = this;
    const run = this.run ?? this.newRun();
    this.state = currentState(run, renames);
    this.traversal = traverseRun(page.root, this.state.marks, reader, this.combine);
    const { finished } = this.state;
    this.#end = finishSnapshot(run, this.state, renames);
    this.past = this.#end && !isSameProcedure(this.#end, page.snapshot) ? this.#end : null;
    this.review = this.isPast ? null : reviewRun(run, this.state, page.snapshot, renames);
    if (this.isPast) {
      const visited = [...page.steps.keys()].filter(
        (path) => path === finished || this.isMarked(path) || this.isBegun(path),
      );
      const nothing = { undecided: [], left: [], waits: [], backEdge: null, next: null, nextForMe: null };
      this.traversal = { ...this.traversal, ...nothing, visited, finish: finished };
    }
    this.onChange();
  }

  /** Shows another run, or a checklist without one. */
  open(run: Run | null): void {
    this.run = null;
    this.confirmed.clear();
    this.#isLoaded = true;
    if (run) this.#begin(run);
    else history.replaceState(null, "", pageAddress());
    this.refresh();
    this.onOpen();
  }

  /**
   * Shows the requested run as the store has it. The reader may have marked something before that was known.
   * Returns whether the run is there or has been begun.
   */
  async openRequested(store: Store): Promise<boolean> {
    const stored = await store.get(this.requested ?? "");
    const isOurs =
      stored?.procedure === this.page.graph.procedure && currentState(stored).kept !== "removed";
    this.#isLoaded = true;
    if (isOurs && this.run) {
      this.merge(stored);
      void this.save();
    } else if (!this.run) this.open(isOurs ? stored : null);
    return isOurs || !!this.run;
  }
}
