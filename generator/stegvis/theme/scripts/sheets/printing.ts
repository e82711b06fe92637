/** Checklists as the browser prints them. */
import { readChecklistPage } from "../run/checklist-page.ts";
import { mayPerform } from "../run/run-graph.ts";
import type { Wish } from "./wish.ts";

/**
 * Returns the elements to print, each beginning on a new page.
 * @param addresses of the checklists
 * @param copies of each
 * @throws Error if a checklist can't be had
 */
export async function printableSheets(addresses: string[], wish: Wish, copies: number): Promise<HTMLElement[]> {
  const pages = await Promise.all(addresses.map(fetchPage));
  return pages.flatMap((page) => {
    const sheet = createSheet(page, wish);
    return Array.from({ length: copies }, () => sheet.cloneNode(true) as HTMLElement);
  });
}

async function fetchPage(address: string): Promise<Document> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

function createSheet(page: Document, { role, kind }: Wish): HTMLElement {
  if (kind === "hand-over") markOthersSteps(page, role);
  const sheet = document.createElement("article");
  sheet.className = kind === "trainer" ? "printed-sheet with-training" : "printed-sheet";
  sheet.append(...(page.querySelector("main")?.children ?? []));
  for (const script of sheet.querySelectorAll("script, noscript")) script.remove();
  for (const link of sheet.querySelectorAll("a")) link.removeAttribute("href");
  // An id may stand on a page but once.
  for (const element of sheet.querySelectorAll("[id], [for], [aria-labelledby]")) {
    for (const name of ["id", "for", "aria-labelledby"]) element.removeAttribute(name);
  }
  return sheet;
}

/** Marks the steps that a role or party may not perform, except those that contain others. */
function markOthersSteps(page: Document, role: string): void {
  const steps = [...readChecklistPage(page).steps.values()];
  const isParty = steps.some(({ step }) => step.party === role);
  const performer = { party: isParty ? role : "", roles: isParty ? [] : [role] };
  for (const { item, step } of steps) {
    item.classList.toggle("is-others", !mayPerform(step, performer) && !item.querySelector(".step"));
  }
}
