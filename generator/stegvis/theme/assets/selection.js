/**
 * A choice of procedures to print together: the sheets that are ready for exactly this choice, and the
 * checklists as the browser prints them.
 *
 * @typedef {{procedures: string[], role: string, kind: string, paper: string}} Wish
 */
import { sheet } from "./run/sheet.js";
import { may } from "./run/way.js";

/**
 * @param {HTMLElement[]} items of the list, each a kind of sheet on every paper
 * @param {Wish} wish
 * @returns {HTMLElement[]} the links to sheets that are exactly what is wished for
 */
export function fitting(items, { procedures, role, kind, paper }) {
  const wanted = ["", "checklist", "pack"].includes(kind) ? ["checklist", "pack"] : [kind];
  return items
    .filter(({ dataset }) => {
      const held = (dataset.procedures ?? "").split(" ");
      return (
        wanted.includes(dataset.kind ?? "") &&
        (dataset.kind !== "hand-over" || dataset.roles === role) &&
        held.length === procedures.length &&
        procedures.every((one) => held.includes(one))
      );
    })
    .slice(0, 1)
    .flatMap((item) => [...item.querySelectorAll("a")])
    .filter(({ dataset }) => dataset.paper && (!paper || dataset.paper === paper));
}

/**
 * @param {string[]} addresses of checklists
 * @param {Wish} wish
 * @param {number} copies of each
 * @returns {Promise<HTMLElement[]>} what is to be printed, each on new pages
 */
export async function printing(addresses, wish, copies) {
  const pages = await Promise.all(addresses.map(read));
  return pages.flatMap((page) => {
    const made = printed(page, wish);
    return Array.from({ length: copies }, () => /** @type {HTMLElement} */ (made.cloneNode(true)));
  });
}

/** @param {string} address @returns {Promise<Document>} */
async function read(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** @param {Document} page a checklist @param {Wish} wish @returns {HTMLElement} */
function printed(page, { role, kind }) {
  if (kind === "hand-over") {
    for (const { item, step } of sheet(page).lines.values()) {
      item.classList.toggle("is-others", !may(step.roles, [role]) && !item.querySelector(".tick"));
    }
  }
  const made = document.createElement("article");
  made.className = kind === "trainer" ? "printed with-training" : "printed";
  made.append(...(page.querySelector("main")?.children ?? []));
  for (const script of made.querySelectorAll("script, noscript")) script.remove();
  for (const link of made.querySelectorAll("a")) link.removeAttribute("href");
  for (const named of made.querySelectorAll("[id], [for], [aria-labelledby]")) {
    for (const name of ["id", "for", "aria-labelledby"]) named.removeAttribute(name);
  }
  return made;
}
