/**
 * A checklist page as scripts see it: its graph, and for each step the item of its list, its number
 * and its words. The page may be another one than the one shown.
 *
 * @typedef {import("./way.js").Placed & {item: HTMLElement, number: string, text: string}} Line
 * @typedef {{graph: import("./way.js").Graph, root: import("./way.js").Place, lines: Map<string, Line>,
 *   seen: import("./merge.js").Seen, status: string[]}} Sheet
 */
import { all, place } from "./way.js";

/** @param {Line} line @param {import("./merge.js").Mark} mark @returns {string} the answer given to a decision, in its words */
export const chosen = ({ item }, { answer }) =>
  [...item.querySelectorAll(":scope > fieldset input")]
    .filter((input) => answer.includes(input.getAttribute("value") ?? ""))
    .map((input) => input.nextElementSibling?.firstChild?.textContent ?? "")
    .join(", ");

/** @param {Document} page @returns {Sheet} */
export function sheet(page) {
  /** @type {import("./way.js").Graph} */
  const graph = JSON.parse(page.querySelector("#graph")?.textContent ?? "");
  const root = place(graph);
  /** @type {Map<string, Line>} */
  const lines = new Map();
  for (const placed of all(root)) {
    const item = page.getElementById(placed.path.replaceAll("/", "."));
    if (!item) throw new Error(`the page has no step ${placed.path}`);
    const text = item.querySelector("[data-act]")?.textContent ?? "";
    lines.set(placed.path, { ...placed, item, text, number: item.querySelector(".digit")?.textContent ?? "" });
  }
  /** @type {import("./merge.js").Known[]} */
  const steps = [...lines.values()].map(({ path, step, text }) => [path, step.revision ?? 1, text]);
  const seen = { revision: graph.revision, locale: page.documentElement.lang, steps };
  const status = [...page.querySelectorAll(".status > span")].map((part) => part.textContent ?? "");
  return { graph, root, lines, seen, status };
}
