/** Runs into and out of the browser, and the messages about it. */
import { t, runTitle } from "../browser/i18n.ts";
import { MAX_FILE_LENGTH } from "./limits.ts";
import { type ParsedRuns, parseRuns } from "./run-file.ts";
import { type Run, appendEntry, currentState, mergeRuns } from "./run-log.ts";
import type { Store } from "./store.ts";

/** What was imported, and what to say of it. */
export interface Import {
  runs: Run[];
  message: string;
}

/** Lets the reader save a text as a file. */
export function download(name: string, content: string, type = "application/json"): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Returns the name of a run's file, without its ending. */
export const fileName = (title: string): string => title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "run";

/** Returns the titles of the first runs. */
function listTitles(runs: Run[]): string {
  const first = runs.slice(0, 5).map((run) => runTitle(run, currentState(run).name));
  return first.join(", ") + (runs.length > 5 ? " …" : "");
}

/** Merges runs of a file or link into the store. */
export async function importRuns(store: Store, parsed: ParsedRuns): Promise<Import> {
  if ("problem" in parsed) return { runs: [], message: t(`live_${parsed.problem}`, { place: parsed.place }) };
  const stored = new Map((await store.all()).map((run) => [run.id, run]));
  const given = parsed.runs.map((run) => restoreDeleted(store.followRename(run), stored.get(run.id)));
  const runs = await store.save(...given);
  if (store.trouble === "over") return { runs: [], message: t("live_over") };
  const isNew = (run: Run, index: number): boolean => run.id !== given[index]?.id;
  const messages = [t("live_taken", { names: listTitles(runs) })];
  if (runs.some(isNew)) messages.push(t("live_other", { names: listTitles(runs.filter(isNew)) }));
  if (parsed.unread) messages.push(t("live_unread", { place: parsed.unread }));
  return { runs, message: messages.join(" ") };
}

/** Returns an imported run; if it was deleted here, with an entry that brings it back. */
function restoreDeleted(run: Run, stored: Run | undefined): Run {
  if (stored?.procedure !== run.procedure) return run;
  const { kept } = currentState(run);
  const isDeletedHere = currentState(stored).kept === "removed" && kept !== "removed";
  return isDeletedHere ? appendEntry(mergeRuns(stored, run), { kept }, Date.now()) : run;
}

/** The most bytes of a character in UTF-8 for each unit of a string's length. */
const MOST_BYTES = 3;

export const importFile = async (store: Store, file: File): Promise<Import> =>
  importRuns(
    store,
    file.size > MOST_BYTES * MAX_FILE_LENGTH ? { problem: "large", place: "" } : parseRuns(await file.text()),
  );

/** Returns what is wrong with the storage, in words; an empty text if nothing is. */
export const describeTrouble = ({ trouble }: Store): string =>
  trouble && t(trouble === "newer" ? "live_later" : `live_${trouble}`);
