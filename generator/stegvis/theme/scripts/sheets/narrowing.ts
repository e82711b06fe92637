/** The list of sheets, narrowed to what is asked for. */
import { queryAll } from "../browser/dom.ts";
import type { Wish } from "./wish.ts";

/** Hides what is not asked for, and returns how many links are shown. */
export function narrowList(wish: Wish): number {
  const isNarrowed = !!(wish.role || wish.kind || wish.paper);
  let count = 0;
  for (const section of queryAll(document, ".sheets")) {
    for (const item of queryAll(section, "li")) count += narrowItem(item, wish);
    for (const procedure of queryAll(section, "[data-procedure]")) {
      const hasSheets = !!procedure.querySelector("li");
      procedure.hidden = hasSheets ? !procedure.querySelector("li:not([hidden])") : isNarrowed;
    }
    section.hidden = !section.querySelector("[data-procedure]:not([hidden]), :scope > ul > li:not([hidden])");
  }
  return count;
}

/** Returns how many links of a sheet are shown. */
function narrowItem(item: HTMLElement, { role, kind, paper }: Wish): number {
  const links = queryAll(item, "a");
  for (const link of links) link.hidden = !!paper && !!link.dataset.paper && link.dataset.paper !== paper;
  const count = links.filter(({ hidden }) => !hidden).length;
  const isWanted =
    (!kind || item.dataset.kind === kind) && (!role || (item.dataset.roles ?? "").split(" ").includes(role));
  item.hidden = !isWanted || !count;
  return item.hidden ? 0 : count;
}
