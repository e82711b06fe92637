/**
 * A checklist page as scripts read it: its graph, and for each step the item of its list, its number and
 * its text. The page may be another one than the one shown.
 */
import { type ExpandedProcedure, type ExpandedStep, type Graph, expandGraph, expandedSteps } from "./run-graph.ts";
import type { Mark, SeenRevision } from "./run-log.ts";

export interface ChecklistStep extends ExpandedStep {
  item: HTMLElement;
  number: string;
  text: string;
}

export interface ChecklistPage {
  graph: Graph;
  root: ExpandedProcedure;
  /** By path, in the order of the page. */
  steps: Map<string, ChecklistStep>;
  seen: SeenRevision;
  /** What the page says of its revision and translation. */
  status: string[];
}

/** Returns the answer that was given to a decision, in its own words. */
export const answerText = ({ item }: ChecklistStep, { answer }: Mark): string =>
  [...item.querySelectorAll(":scope > fieldset input")]
    .filter((input) => answer.includes(input.getAttribute("value") ?? ""))
    .map((input) => input.nextElementSibling?.firstChild?.textContent ?? "")
    .join(", ");

/** @throws Error if it is no checklist, or an item is missing */
export function readChecklistPage(page: Document): ChecklistPage {
  const graph: Graph = JSON.parse(page.querySelector("#graph")?.textContent ?? "");
  const root = expandGraph(graph);
  const steps = new Map<string, ChecklistStep>();
  for (const expanded of expandedSteps(root)) {
    const item = page.getElementById(expanded.path.replaceAll("/", "."));
    if (!item) throw new Error(`the page has no step ${expanded.path}`);
    const text = item.querySelector("[data-step-text]")?.textContent ?? "";
    steps.set(expanded.path, { ...expanded, item, text, number: item.querySelector(".step-number")?.textContent ?? "" });
  }
  const seen: SeenRevision = {
    revision: graph.revision,
    locale: page.documentElement.lang,
    steps: [...steps.values()].map(({ path, step, text }) => [path, step.revision ?? 1, text]),
  };
  const status = [...page.querySelectorAll(".status > span")].map((part) => part.textContent ?? "");
  return { graph, root, steps, seen, status };
}
