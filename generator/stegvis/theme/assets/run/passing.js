/** Runs in and out of the browser: files, and what is said of them. */
import { add, now } from "./merge.js";
import { LARGEST, read } from "./record.js";
import { nameOf, say } from "./speech.js";

/** @typedef {import("./merge.js").Run} Run */

/** @param {string} name @param {string} content @param {string} [type] */
export function download(name, content, type = "application/json") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** @param {string} name of a run @returns {string} a name for its file */
export const fileName = (name) => name.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "") || "run";

/**
 * @param {import("./store.js").Store} store
 * @param {import("./record.js").Read} found
 * @returns {Promise<{runs: Run[], said: string}>} what was taken over, and what to tell of it
 */
export async function take(store, found) {
  if ("problem" in found) return { runs: [], said: say(`live_${found.problem}`, { place: found.place }) };
  const old = new Map((await store.all()).map((run) => [run.id, run]));
  const wanted = found.runs.map((run) => {
    const mine = old.get(run.id);
    const isBack = mine && now(mine).kept === "removed" && now(run).kept !== "removed";
    return isBack ? add(run, { kept: now(run).kept === "archived" ? "archived" : "open" }, Date.now()) : run;
  });
  const runs = await store.save(...wanted);
  const names = runs.slice(0, 5).map((run) => nameOf(run, now(run).name));
  return { runs, said: say("live_taken", { names: names.join(", ") + (runs.length > 5 ? " …" : "") }) };
}

/** @param {import("./store.js").Store} store @param {File} file */
export const takeFile = async (store, file) =>
  take(store, file.size > LARGEST ? { problem: "large", place: "" } : read(await file.text(), Date.now()));

/** @param {import("./store.js").Store} store what is wrong with the storage, in words */
export const troubleOf = ({ trouble }) =>
  trouble && say(trouble === "newer" ? "live_later" : `live_${trouble}`);
