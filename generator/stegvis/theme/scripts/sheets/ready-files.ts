/** The PDFs that are exactly what was chosen. */
import { queryAll } from "../browser/dom.ts";
import type { Wish } from "./wish.ts";

/** Kinds that give the same where several procedures are printed together. */
const CHECKLISTS = ["checklist", "pack"];

/** Returns the links of the first of the list's items that fits, each item being a sheet on every paper. */
export function readyFiles(items: HTMLElement[], wish: Wish): HTMLElement[] {
  const { procedures, role, kind, paper } = wish;
  const kinds = ["", ...CHECKLISTS].includes(kind) ? CHECKLISTS : [kind];
  const item = items.find(({ dataset }) => {
    const contained = (dataset.procedures ?? "").split(" ");
    return (
      kinds.includes(dataset.kind ?? "") &&
      (dataset.kind !== "hand-over" || dataset.roles === role) &&
      contained.length === procedures.length &&
      procedures.every((procedure) => contained.includes(procedure))
    );
  });
  if (!item) return [];
  return queryAll(item, "a").filter(({ dataset }) => dataset.paper && (!paper || dataset.paper === paper));
}
