/**
 * Where the browser stores runs: IndexedDB, as its transactions are the one way in which two tabs cannot
 * overwrite each other's marks. Where it is refused, full or newer than this page, runs live as long as
 * the page does, and `trouble` says why.
 */
import { itemNames, readItem, removeItem, writeItem } from "../browser/local-storage.ts";
import { migrateLegacyTicks, parseJson } from "./legacy-ticks.ts";
import { validateRun } from "./run-file.ts";
import { type Run, currentState, mergeRuns } from "./run-log.ts";

export type Trouble = "" | "refused" | "full" | "newer";

const NAME = "stegvis";
const VERSION = 1;
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

const unsavedRuns = (): Run[] =>
  itemNames(UNSAVED).flatMap((name) => validateRun(parseJson(readItem(name)), Date.now()) ?? []);

const merged = (stored: Run | null | undefined, run: Run): Run =>
  stored?.procedure === run.procedure ? mergeRuns(stored, run) : run;

export class Store {
  #database: IDBDatabase | null = null;
  /** Runs that could not be stored, by id. */
  #loose = new Map<string, Run>();
  #channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);
  /** Whether the browser was asked to keep the data for good. */
  #isPersistent = false;
  trouble: Trouble = "";

  /** Opens the store, and takes over what an earlier version or an interrupted page left. */
  static async open(): Promise<Store> {
    const store = new Store();
    try {
      const database = await openDatabase();
      store.#database = database;
      database.onversionchange = () => database.close();
      await store.#tidy(database);
      const unsaved = unsavedRuns();
      if (unsaved.length) await store.save(...unsaved);
    } catch (error) {
      store.#fail(error);
    }
    return store;
  }

  #fail(error: unknown): void {
    const name = error instanceof DOMException ? error.name : "";
    this.trouble = name === "VersionError" ? "newer" : name === "QuotaExceededError" ? "full" : "refused";
  }

  /** Returns all runs that are not deleted for good. */
  async all(): Promise<Run[]> {
    const found = new Map<string, Run>();
    try {
      for (const value of await resultOf(this.#runs("readonly").getAll())) {
        const run = validateRun(value, Date.now());
        if (run) found.set(run.id, run);
      }
    } catch (error) {
      this.#fail(error);
    }
    for (const run of this.#loose.values()) found.set(run.id, merged(found.get(run.id), run));
    return [...found.values()];
  }

  async get(id: string): Promise<Run | null> {
    return (await this.all()).find((run) => run.id === id) ?? null;
  }

  /** Merges runs into what is stored, all of them or none. Returns them with what other tabs put into them. */
  async save(...runs: Run[]): Promise<Run[]> {
    let saved = runs;
    for (const run of runs) writeItem(UNSAVED + run.id, JSON.stringify(run));
    let transaction: IDBTransaction | undefined;
    try {
      const stored = this.#runs("readwrite");
      transaction = stored.transaction;
      const found = await Promise.all(runs.map((run) => resultOf(stored.get(run.id))));
      const end = ended(transaction);
      end.catch(() => undefined);
      saved = runs.map((run, index) => {
        const value: unknown = found[index];
        const result = merged(value === undefined ? null : validateRun(value, Date.now()), run);
        stored.put(result);
        return result;
      });
      await end;
      for (const run of runs) {
        this.#loose.delete(run.id);
        if (readItem(UNSAVED + run.id) === JSON.stringify(run)) removeItem(UNSAVED + run.id);
      }
      this.#persist();
      if (this.trouble === "full") this.trouble = "";
    } catch (error) {
      abort(transaction);
      if (!this.#database) this.trouble ||= "refused";
      else this.#fail(error);
      saved = runs.map((run) => merged(this.#loose.get(run.id), run));
      for (const run of saved) this.#loose.set(run.id, run);
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
  async quarantined(): Promise<unknown[]> {
    try {
      const quarantine = this.#database?.transaction(QUARANTINE).objectStore(QUARANTINE);
      return quarantine ? await resultOf(quarantine.getAll()) : [];
    } catch {
      return [];
    }
  }

  #runs(mode: IDBTransactionMode): IDBObjectStore {
    if (!this.#database) throw new Error("no database");
    return this.#database.transaction(RUNS, mode).objectStore(RUNS);
  }

  /** Puts what is no run into quarantine, forgets what was deleted a while ago, and takes over legacy ticks. */
  async #tidy(database: IDBDatabase): Promise<void> {
    const transaction = database.transaction([RUNS, QUARANTINE], "readwrite");
    const end = ended(transaction);
    const runs = transaction.objectStore(RUNS);
    for (const value of await resultOf(runs.getAll())) {
      const run = validateRun(value, Date.now());
      if (!run) {
        transaction.objectStore(QUARANTINE).put(value);
        runs.delete(value.id);
        continue;
      }
      const { kept, changed } = currentState(run);
      if (kept === "removed" && changed < Date.now() - UNDO_TIME) runs.delete(run.id);
    }
    const forgetLegacyTicks = migrateLegacyTicks((run) => runs.put(run));
    await end;
    forgetLegacyTicks();
  }
}
