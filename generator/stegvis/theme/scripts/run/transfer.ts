/** Runs into and out of the browser, and the messages about it. */
import { t, runTitle } from "../browser/i18n.ts";
import { MAX_FILE_LENGTH, type ParsedRuns, parseRuns } from "./run-file.ts";
import { type Run, appendEntry, currentState } from "./run-log.ts";
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

/** Merges runs of a file or link into the store. */
export async function importRuns(store: Store, parsed: ParsedRuns): Promise<Import> {
  if ("problem" in parsed) return { runs: [], message: t(`live_${parsed.problem}`, { place: parsed.place }) };
  const stored = new Map((await store.all()).map((run) => [run.id, run]));
  const runs = await store.save(...parsed.runs.map((run) => restored(run, stored.get(run.id))));
  const titles = runs.slice(0, 5).map((run) => runTitle(run, currentState(run).name));
  return { runs, message: t("live_taken", { names: titles.join(", ") + (runs.length > 5 ? " …" : "") }) };
}

/** Returns an imported run; if it was deleted here, with an entry that brings it back. */
function restored(run: Run, stored: Run | undefined): Run {
  const { kept } = currentState(run);
  const isDeletedHere = stored && currentState(stored).kept === "removed" && kept !== "removed";
  return isDeletedHere ? appendEntry(run, { kept }, Date.now()) : run;
}

export const importFile = async (store: Store, file: File): Promise<Import> =>
  importRuns(
    store,
    file.size > MAX_FILE_LENGTH ? { problem: "large", place: "" } : parseRuns(await file.text(), Date.now()),
  );

/** Returns what is wrong with the storage, in words; an empty text if nothing is. */
export const describeTrouble = ({ trouble }: Store): string =>
  trouble && t(trouble === "newer" ? "live_later" : `live_${trouble}`);
