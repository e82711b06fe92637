// Reads lines of JSON {graph, answers, marks, roles} and writes the way of each as a line of JSON.
import { createInterface } from "node:readline";

import { place, way } from "../../../generator/stegvis/theme/assets/run/way.js";

for await (const line of createInterface({ input: process.stdin })) {
  const { graph, answers, marks, roles } = JSON.parse(line);
  const found = way(place(graph), new Map(Object.entries(answers)), new Map(Object.entries(marks)), roles);
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
