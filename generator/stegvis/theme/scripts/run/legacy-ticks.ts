/** The ticks that the first version of the checklists stored in localStorage, as runs. */
import { itemNames, readJson, removeItem } from "../browser/local-storage.ts";
import { convertSeen, validateRun } from "./run-file.ts";
import { type Run, appendEntry, newRun } from "./run-log.ts";

/** `procedure:revision`; no other name of ours has a colon. */
const NAME = /^([a-z0-9-]+):(\d+)$/;
const legacyNames = (): string[] => itemNames("").filter((name) => NAME.test(name));

/** Passes each old run to `put`, which must store it, and returns a function that forgets those. */
export function migrateLegacyTicks(put: (run: Run) => void): () => void {
  const migrated = legacyNames().filter((name) => {
    const [, procedure = "", revision = "1"] = NAME.exec(name) ?? [];
    let run = newRun(procedure, Date.now());
    run.snapshots.push(convertSeen({ revision: Number(revision), locale: "", steps: [] }));
    for (const [step, values] of Object.entries<string[]>({ ...readJson(name) })) {
      run = appendEntry(run, values?.[0] === "done" ? { step, state: "done" } : { step, answer: values }, run.made);
    }
    const valid = validateRun(run);
    if (valid) put(valid);
    return valid;
  });
  return () => migrated.forEach(removeItem);
}
