/**
 * Where the browser keeps runs: IndexedDB, as its transactions are the one way in which two tabs
 * cannot overwrite each other's marks. Where it is refused, full or newer than this page, runs live
 * as long as the page does, and `trouble` says why.
 *
 * @typedef {import("./merge.js").Run} Run
 * @typedef {"" | "refused" | "full" | "newer"} Trouble
 */
import { remembered } from "../memory.js";
import { add, merge, now } from "./merge.js";
import { checkedRun } from "./record.js";

const NAME = "stegvis";
const VERSION = 1;
/** Deleted runs can be brought back as long as this. */
const UNDO = 600_000;

/** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
const result = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("refused"));
  });

/** @param {IDBTransaction} transaction @returns {Promise<void>} */
const done = (transaction) =>
  new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });

/** @param {IDBTransaction} [transaction] */
function abort(transaction) {
  try {
    transaction?.abort();
  } catch {
    // It has ended already.
  }
}

/** @returns {Promise<IDBDatabase>} */
function database() {
  const request = indexedDB.open(NAME, VERSION);
  request.onupgradeneeded = ({ oldVersion }) => {
    if (oldVersion < 1) {
      request.result.createObjectStore("runs", { keyPath: "id" });
      request.result.createObjectStore("aside", { autoIncrement: true });
    }
  };
  return result(request);
}

export class Store {
  /** @type {IDBDatabase | null} */
  #database = null;
  /** @type {Map<string, Run>} what could not be kept */
  #loose = new Map();
  /** @type {BroadcastChannel | null} */
  #channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(NAME);
  /** Whether the browser was asked to keep the data for good. */
  #isLasting = false;
  /** @type {Trouble} */
  trouble = "";

  /** @returns {Promise<Store>} with what an older version kept taken over */
  static async open() {
    const store = new Store();
    try {
      store.#database = await database();
      store.#database.onversionchange = () => store.#database?.close();
      await store.#tidy();
      const unsaved = unsavedRuns();
      if (unsaved.length) await store.save(...unsaved);
    } catch (error) {
      store.#fails(error);
    }
    return store;
  }

  /** @param {unknown} error */
  #fails(error) {
    const name = error instanceof DOMException ? error.name : "";
    this.trouble =
      { VersionError: /** @type {const} */ ("newer"), QuotaExceededError: /** @type {const} */ ("full") }[name] ??
      "refused";
  }

  /** @returns {Promise<Run[]>} all that are not deleted for good */
  async all() {
    /** @type {Map<string, Run>} */
    const found = new Map();
    try {
      const kept = await result(this.#runs("readonly").getAll());
      for (const value of kept) {
        const run = checkedRun(value, Date.now());
        if (run) found.set(run.id, run);
      }
    } catch (error) {
      this.#fails(error);
    }
    for (const run of this.#loose.values()) found.set(run.id, this.#with(found.get(run.id), run));
    return [...found.values()];
  }

  /** @param {string} id @returns {Promise<Run | null>} */
  async get(id) {
    return (await this.all()).find((run) => run.id === id) ?? null;
  }

  /**
   * Merge runs into what is kept: all of them, or none.
   * @param {Run[]} runs
   * @returns {Promise<Run[]>} the runs with what other tabs put into them
   */
  async save(...runs) {
    let saved = runs;
    for (const run of runs) remembered.set(UNSAVED + run.id, JSON.stringify(run));
    /** @type {IDBObjectStore | null} */
    let kept = null;
    try {
      const runsKept = this.#runs("readwrite");
      kept = runsKept;
      const found = await Promise.all(runs.map((run) => result(runsKept.get(run.id))));
      const ended = done(runsKept.transaction);
      ended.catch(() => undefined);
      saved = runs.map((run, index) => {
        const old = found[index] === undefined ? null : checkedRun(found[index], Date.now());
        const merged = this.#with(old, run);
        runsKept.put(merged);
        return merged;
      });
      await ended;
      for (const run of runs) {
        this.#loose.delete(run.id);
        if (remembered.get(UNSAVED + run.id) === JSON.stringify(run)) remembered.remove(UNSAVED + run.id);
      }
      if (!this.#isLasting) {
        this.#isLasting = true;
        navigator.storage?.persist?.().catch(() => undefined);
      }
      if (this.trouble === "full") this.trouble = "";
    } catch (error) {
      abort(kept?.transaction);
      if (!this.#database) this.trouble ||= "refused";
      else this.#fails(error);
      saved = runs.map((run) => this.#with(this.#loose.get(run.id), run));
      for (const run of saved) this.#loose.set(run.id, run);
    }
    this.#channel?.postMessage(saved.map(({ id }) => id));
    return saved;
  }

  /** @param {Run | null | undefined} old @param {Run} run */
  #with(old, run) {
    return old && old.procedure === run.procedure ? merge(old, run) : run;
  }

  /** @param {(ids: string[]) => void} told which runs another tab changed */
  watch(told) {
    this.#channel?.addEventListener("message", ({ data }) => {
      if (Array.isArray(data)) told(data);
    });
  }

  /** @returns {Promise<unknown[]>} what was found damaged, as it was found */
  async aside() {
    try {
      const kept = this.#database?.transaction("aside").objectStore("aside");
      return kept ? await result(kept.getAll()) : [];
    } catch {
      return [];
    }
  }

  /** @param {IDBTransactionMode} mode */
  #runs(mode) {
    if (!this.#database) throw new Error("no database");
    return this.#database.transaction("runs", mode).objectStore("runs");
  }

  /** Sets aside what is no run, and forgets what was deleted a while ago. */
  async #tidy() {
    const both = /** @type {IDBDatabase} */ (this.#database).transaction(["runs", "aside"], "readwrite");
    const ended = done(both);
    const runs = both.objectStore("runs");
    for (const value of await result(runs.getAll())) {
      const run = checkedRun(value, Date.now());
      if (!run) {
        both.objectStore("aside").put(value);
        runs.delete(value.id);
      } else if (now(run).kept === "removed" && now(run).changed < Date.now() - UNDO) runs.delete(run.id);
    }
    for (const run of former()) runs.put(run);
    await ended;
    for (const name of formerNames()) remembered.remove(name);
  }
}

/** Before the names of runs that a page may be left with before the database has them. */
const UNSAVED = "unsaved.";

/** @returns {Run[]} */
const unsavedRuns = () =>
  remembered.names(UNSAVED).flatMap((name) => {
    const run = checkedRun(parsed(remembered.get(name)), Date.now());
    return run ? [run] : [];
  });

/** @param {string | null} text */
function parsed(text) {
  try {
    return JSON.parse(text ?? "{}");
  } catch {
    return {};
  }
}

const OLD = /^([a-z0-9-]+):(\d+)$/;
const formerNames = () => remembered.names("").filter((name) => OLD.test(name));

/** @returns {Run[]} runs from the ticks that the first version kept in localStorage */
function former() {
  return formerNames().flatMap((name) => {
    const [, procedure = "", revision = "1"] = OLD.exec(name) ?? [];
    let run = blank(procedure, { revision: Number(revision), locale: "", steps: [] });
    for (const [step, values] of Object.entries(parsed(remembered.get(name)))) {
      run = add(run, values?.[0] === "done" ? { step, state: "done" } : { step, answer: values }, run.made);
    }
    const checked = checkedRun(run, Date.now());
    return checked ? [checked] : [];
  });
}

/**
 * @param {string} procedure
 * @param {import("./merge.js").Seen} seen
 * @returns {Run} a new one without a mark
 */
export const blank = (procedure, seen) => ({
  id: Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(36).padStart(2, "0")).join(""),
  procedure,
  made: Date.now(),
  seen,
  entries: [],
});
