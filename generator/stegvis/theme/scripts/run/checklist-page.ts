/**
 * A checklist page as scripts read it: its graph, for each step the item of its list, and all of it as the
 * snapshot that its runs keep. The page may be another one than the one shown.
 */
import { LIMITS, clip } from "./limits.ts";
import { type ExpandedProcedure, type ExpandedStep, type Graph, expandGraph, expandedSteps } from "./run-graph.ts";
import type { Snapshot, SnapshotStep } from "./run-log.ts";

export interface ChecklistStep extends ExpandedStep {
  item: HTMLElement;
  number: string;
  text: string;
  options: [id: string, text: string][];
  /** The labels of the values that are noted at it; what its items are called comes last. */
  values: [id: string, label: string][];
}

export interface ChecklistPage {
  graph: Graph;
  root: ExpandedProcedure;
  /** By path, in the order of the page. */
  steps: Map<string, ChecklistStep>;
  snapshot: Snapshot;
  /** What the page says of its revision and translation. */
  status: string[];
}

/** Returns the answer that was given to a decision, in its own words. */
export const answerText = (options: [id: string, text: string][] | undefined, answer: string[]): string =>
  answer.map((id) => options?.find(([option]) => option === id)?.[1] ?? id).join(", ");

const textOf = (parent: ParentNode, selector: string): string => parent.querySelector(selector)?.textContent ?? "";

/** Returns a hash of 53 bits as letters and digits (cyrb53): it tells snapshots apart, and protects nothing. */
function hash(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36);
}

/** Returns the snapshot of a procedure in one language, which `title` is in, too. */
export function takeSnapshot(graph: Graph, locale: string, title: string, steps: Iterable<ChecklistStep>): Snapshot {
  const words = (text: string): string => clip(text, LIMITS.text);
  const content = {
    revision: graph.revision,
    locale,
    title: words(title),
    fingerprint: graph.fingerprint ?? "",
    steps: [...steps].map(({ path, step: { fingerprint, revision }, text, number, options, values }): SnapshotStep => ({
      path,
      text: words(text),
      ...(fingerprint && { fingerprint }),
      ...(revision && { revision }),
      ...(number && { number }),
      ...(options.length && { options: options.map(([id, text]) => [id, words(text)]) }),
      ...(values.length && { values: values.map(([id, text]) => [id, words(text)]) }),
    })),
  };
  return { key: hash(JSON.stringify(content)), ...content };
}

/** @throws Error if it is no checklist, or an item is missing */
export function readChecklistPage(page: Document): ChecklistPage {
  const graph: Graph = JSON.parse(page.querySelector("script#_graph")?.textContent ?? "");
  const root = expandGraph(graph);
  const steps = new Map<string, ChecklistStep>();
  for (const expanded of expandedSteps(root)) {
    const item = page.getElementById(expanded.path.replaceAll("/", "."));
    if (!item) throw new Error(`the page has no step ${expanded.path}`);
    const inputs = [...item.querySelectorAll(":scope > fieldset input")];
    steps.set(expanded.path, {
      ...expanded,
      item,
      text: textOf(item, "[data-step-text]"),
      number: textOf(item, ".step-number"),
      options: inputs.map((input) => [
        input.getAttribute("value") ?? "",
        input.nextElementSibling?.firstChild?.textContent ?? "",
      ]),
      values: [
        ...[...item.querySelectorAll(":scope > [data-noted]")].map(
          (field): [string, string] => [field.getAttribute("data-noted") ?? "", textOf(field, "label")],
        ),
        ...(expanded.step.each ? [[expanded.step.each, textOf(item, "[data-each-name]")] as [string, string]] : []),
      ],
    });
  }
  const snapshot = takeSnapshot(graph, page.documentElement.lang, textOf(page, "h1"), steps.values());
  const status = [...page.querySelectorAll(".status > span")].map((part) => part.textContent ?? "");
  return { graph, root, steps, snapshot, status };
}
