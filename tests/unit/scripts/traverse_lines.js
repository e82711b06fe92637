// Reads lines of JSON {graph, answers, marks, roles, items, party} and writes the traversal of each as a line of JSON.
import { createInterface } from "node:readline";

import { combineAnswers } from "../../../generator/stegvis/theme/scripts/run/combinations.ts";
import { expandGraph, expandedSteps } from "../../../generator/stegvis/theme/scripts/run/run-graph.ts";
import { traverse } from "../../../generator/stegvis/theme/scripts/run/traversal.ts";
import { asInCases } from "./names.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { graph, answers, marks, roles, items, party } = JSON.parse(line);
  const root = expandGraph(graph, (path) => items[path] ?? []);
  const found = traverse(root, new Map(Object.entries(answers)), new Map(Object.entries(marks)), { party, roles }, combineAnswers);
  const isOffered = ({ when }) => !when || found.holds(when) !== false; // what the checklist hides is not
  const offered = expandedSteps(root)
    .filter(({ step }) => step.options && step.answer === undefined)
    .map(({ path, step }) => [path, step.options.filter(isOffered).map(({ id }) => id)]);
  process.stdout.write(`${JSON.stringify({ ...asInCases(found), offered: Object.fromEntries(offered) })}\n`);
}
