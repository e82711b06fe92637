// Reads lines with the content of a file as a JSON text, and writes for each what the reader says of it.
import { createInterface } from "node:readline";

import { parseRuns } from "../../../generator/stegvis/theme/scripts/run/run-file.ts";

for await (const line of createInterface({ input: process.stdin })) {
  const parsed = parseRuns(JSON.parse(line));
  process.stdout.write(`${JSON.stringify("problem" in parsed ? parsed : { problem: "", place: "" })}\n`);
}
