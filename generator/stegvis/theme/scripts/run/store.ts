/**
 * Where the browser stores runs: IndexedDB, as its transactions are the one way in which two tabs cannot
 * overwrite each other's marks. Where it is refused, full or newer than this page, runs live as long as
 * the page does, and `trouble` says why.
 */
import { itemNames, readItem, readJson, removeItem, writeItem } from "../browser/local-storage.ts";
import { migrateLegacyTicks } from "./legacy-ticks.ts";
import { isReadable, validateRun } from "./run-file.ts";
import { type Run, currentState, mergeRuns, newRunId } from "./run-log.ts";

/** Why runs are not stored; `over` if one is too large to be read back. */
export type Trouble = "" | "refused" | "full" | "newer" | "over";

/** Ids that procedures had before, mapped to those that they have. */
export type ProcedureRenames = ReadonlyMap<string, string>;

const NAME = "stegvis";
/** Version 1 held runs of version 1. They are read, and written as version 2 when they change. */
const VERSION = 2;
const RUNS = "runs";
/** Where values go that are no runs. */
const QUARANTINE = "aside";
/** Deleted runs can be brought back for so many milliseconds. */
const UNDO_TIME = 600_000;
/** Begins the names of runs in localStorage that a page may be left with before the database has them. */
const UNSAVED = "unsaved.";

const resultOf = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("refused"));
  });

const ended = (transaction: IDBTransaction): Promise<void> =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });

function abort(transaction: IDBTransaction | undefined): void {
  try {
    transaction?.abort();
  } catch {
    // It has ended already.
  }
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = ({ oldVersion }) => {
    if (oldVersion < 1) {
      request.result.createObjectStore(RUNS, { keyPath: "id" });
      request.result.createObjectStore(QUARANTINE, { autoIncrement: true });
    }
  };
  return resultOf(request);
}

/** Thrown in place of storing a run that could not be read back. */
class UnreadableRun extends Error {}

/**
 * Puts a run among others and returns it: merged with the one of its id, or under a new id if that belongs
 * to another procedure.
 */
function mergeInto(runs: Map<string, Run>, run: Run): Run {
  const known = runs.get(run.id);
  const isForeign = known && known.procedure !== run.procedure;
  const result = isForeign ? { ...run, id: newRunId() } : known ? mergeRuns(known, run) : run;
  runs.set(result.id, result);
  return result;
}

export class Store {
  #database: IDBDatabase | null = null;
  /** Runs that could not be stored, by id. */
  #loose = new Map<string, Run>();
  #channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);
  /** Whether the browser was asked to keep the data for good. */
  #isPersistent = false;
  readonly #renames: ProcedureRenames;
  trouble: Trouble = "";

  constructor(renames: ProcedureRenames) {
    this.#renames = renames;
  }

  /** Opens the store, and takes over what an earlier version or an interrupted page left. */
  static async open(renames: ProcedureRenames): Promise<Store> {
    const store = new Store(renames);
    try {
      const database = await openDatabase();
      store.#database = database;
      database.onversionchange = () => database.close();
      await store.#tidy();
      for (const name of itemNames(UNSAVED)) {
        const run = store.#read(readJson(name));
        if (run) await store.save(run);
      }
    } catch (error) {
      store.#fail(error);
    }
    return store;
  }

  #fail(error: unknown): void {
    const name = error instanceof DOMException ? error.name : "";
    this.trouble = name === "VersionError" ? "newer" : name === "QuotaExceededError" ? "full" : "refused";
  }

  /** Returns a run under the id that its procedure has now. */
  followRename(run: Run): Run {
    return { ...run, procedure: this.#renames.get(run.procedure) ?? run.procedure };
  }

  /** Returns a stored run, or null if the value is none. */
  #read(value: unknown): Run | null {
    const run = validateRun(value);
    return run && this.followRename(run);
  }

  /** Returns all runs that are not deleted for good. */
  async all(): Promise<Run[]> {
    const found = new Map<string, Run>();
    try {
      for (const value of await resultOf(this.#stores("readonly")[0].getAll())) {
        const run = this.#read(value);
        if (run) found.set(run.id, run);
      }
    } catch (error) {
      this.#fail(error);
    }
    for (const run of this.#loose.values()) mergeInto(found, run);
    return [...found.values()];
  }

  async get(id: string): Promise<Run | null> {
    return (await this.all()).find((run) => run.id === id) ?? null;
  }

  /**
   * Merges runs into what is stored, all of them or none. Returns them with what other tabs put into them;
   * as they were stored before, if one would be too large. A run has a new id if another procedure has its own.
   */
  async save(...given: Run[]): Promise<Run[]> {
    const runs = given.map((run) => this.followRename(run));
    const texts = new Map(runs.map((run) => [UNSAVED + run.id, JSON.stringify(run)]));
    for (const [name, text] of texts) writeItem(name, text);
    const forget = (): void => texts.forEach((text, name) => readItem(name) === text && removeItem(name));
    const before = new Map<string, Run>();
    let saved: Run[];
    let transaction: IDBTransaction | undefined;
    try {
      const [stored, quarantine] = this.#stores("readwrite");
      transaction = stored.transaction;
      const values: unknown[] = await Promise.all(runs.map(({ id }) => resultOf(stored.get(id))));
      const end = ended(transaction);
      end.catch(() => undefined);
      for (const value of values) {
        const run = this.#read(value);
        if (run) before.set(run.id, run);
        else if (value !== undefined) quarantine.put(value);
      }
      const found = new Map(before);
      saved = runs.map((run) => mergeInto(found, run));
      if (!saved.every(isReadable)) throw new UnreadableRun();
      for (const run of saved) stored.put(run);
      await end;
      for (const { id } of runs) this.#loose.delete(id);
      forget();
      this.#persist();
      if (this.trouble === "full" || this.trouble === "over") this.trouble = "";
    } catch (error) {
      abort(transaction);
      if (error instanceof UnreadableRun) {
        this.trouble = "over";
        forget();
        return runs.flatMap(({ id }) => before.get(id) ?? []);
      }
      if (!this.#database) this.trouble ||= "refused";
      else this.#fail(error);
      saved = runs.map((run) => mergeInto(this.#loose, run));
    }
    this.#channel?.postMessage(saved.map(({ id }) => id));
    return saved;
  }

  /** Asks the browser once to keep the data for good. */
  #persist(): void {
    if (this.#isPersistent) return;
    this.#isPersistent = true;
    navigator.storage?.persist?.().catch(() => undefined);
  }

  /** Calls back with the ids of runs that another tab changed. */
  watch(onChange: (ids: string[]) => void): void {
    this.#channel?.addEventListener("message", ({ data }) => {
      if (Array.isArray(data)) onChange(data);
    });
  }

  /** Returns the values that were found damaged, as they were found. */
  async readQuarantine(): Promise<unknown[]> {
    try {
      const [, quarantine] = this.#stores("readonly");
      return await resultOf(quarantine.getAll());
    } catch {
      return [];
    }
  }

  /** Returns the stores of runs and of damaged values in one transaction. */
  #stores(mode: IDBTransactionMode): [runs: IDBObjectStore, quarantine: IDBObjectStore] {
    if (!this.#database) throw new Error("no database");
    const transaction = this.#database.transaction([RUNS, QUARANTINE], mode);
    return [transaction.objectStore(RUNS), transaction.objectStore(QUARANTINE)];
  }

  /**
   * Puts what is no run into quarantine, brings back what can be read now, forgets what was deleted a while
   * ago, and takes over legacy ticks.
   */
  async #tidy(): Promise<void> {
    const [runs, quarantine] = this.#stores("readwrite");
    const end = ended(runs.transaction);
    const [values, keys, damaged] = await Promise.all([
      resultOf(runs.getAll()),
      resultOf(quarantine.getAllKeys()),
      resultOf(quarantine.getAll()),
    ]);
    const found = new Map<string, Run>();
    for (const value of values) {
      const run = this.#read(value);
      if (run) found.set(run.id, run);
      else {
        quarantine.put(value);
        runs.delete(value.id);
      }
    }
    keys.forEach((key, index) => {
      const run = this.#read(damaged[index]);
      const whole = run && mergeInto(new Map(found), run);
      if (!whole || !isReadable(whole)) return;
      found.set(whole.id, whole);
      runs.put(whole);
      quarantine.delete(key);
    });
    for (const run of found.values()) {
      const { kept, changed } = currentState(run);
      if (kept === "removed" && changed < Date.now() - UNDO_TIME) runs.delete(run.id);
    }
    const forgetLegacyTicks = migrateLegacyTicks((run) => runs.put(this.followRename(run)));
    await end;
    forgetLegacyTicks();
  }
}
