/**
 * Bundles the theme's scripts and styles with esbuild:
 *
 *     node tools/bundle.js [FOLDER]
 *
 * Writes them into the theme, where they are committed so that building a site needs no Node.js, or into
 * another folder, as the test does that compares them. Each entry is bundled by itself: a page asks for one
 * script and one stylesheet.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const theme = fileURLToPath(new URL("../generator/stegvis/theme/", import.meta.url));
const target = process.argv[2] ?? theme;

const entriesOf = (folder) => readdirSync(join(theme, folder)).map((name) => `${folder}/${name}`);

/** Where bundles go, and the sources of those that go there. */
const BUNDLES = {
  assets: [...entriesOf("scripts/entries"), ...entriesOf("styles/entries")],
  translate: ["scripts/preview/translate.ts", "styles/preview/translate.css"],
  worker: ["scripts/worker/sw.ts"],
};

/** Returns what esbuild makes of one source. */
const bundled = (source) =>
  build({
    entryPoints: [join(theme, source)],
    bundle: true,
    minify: true,
    charset: "utf8",
    legalComments: "none",
    // The worker is a classic script; the others are modules.
    format: source.startsWith("scripts/worker/") ? "iife" : "esm",
    target: extname(source) === ".ts" ? "es2022" : undefined,
    logLevel: "warning",
    outdir: "/",
    write: false,
  });

for (const [folder, sources] of Object.entries(BUNDLES)) {
  const results = await Promise.all(sources.map(bundled));
  const files = results.flatMap(({ outputFiles }) => outputFiles);
  const place = join(target, folder);
  mkdirSync(place, { recursive: true });
  for (const name of readdirSync(place)) if ([".js", ".css"].includes(extname(name))) rmSync(join(place, name));
  for (const { path, contents } of files) writeFileSync(join(place, path.slice(dirname(path).length)), contents);
}
