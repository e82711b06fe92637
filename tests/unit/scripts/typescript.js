// Lets Node's test runner import the theme's TypeScript sources: esbuild takes the types away.
import { readFileSync } from "node:fs";
import { register } from "node:module";
import { fileURLToPath } from "node:url";
import { isMainThread } from "node:worker_threads";

import { transformSync } from "esbuild";

// Node runs the hooks of this module in a thread of their own, which loads the module once more.
if (isMainThread) register(import.meta.url);

export async function load(url, context, nextLoad) {
  if (!url.endsWith(".ts")) return nextLoad(url, context);
  const sourcefile = fileURLToPath(url);
  const { code } = transformSync(readFileSync(sourcefile, "utf8"), { loader: "ts", sourcefile, sourcemap: "inline" });
  return { format: "module", source: code, shortCircuit: true };
}
