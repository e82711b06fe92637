// What the service worker reads of a cache, which may hold anything.
import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import {
  guessWishes,
  isSheet,
  isSiteIndex,
  isWishes,
  joinWishes,
  listPaths,
} from "../../../generator/stegvis/theme/scripts/worker/site-index.ts";

const path = fc.constantFrom("a.css", "en/", "en/one/checklist/", "nl/", "nl/one/checklist/", "nl/one/a4.pdf");
const locale = fc.constantFrom("en", "nl", "fr", "constructor", "__proto__");
const kind = fc.constantFrom("checklists", "pages", "a4", "letter");
const paths = fc.array(path, { maxLength: 4 });
const index = fc.record({
  build: fc.string(),
  assets: paths,
  kept: fc.dictionary(locale, fc.dictionary(kind, paths)),
});
const wishes = fc.dictionary(locale, fc.array(kind, { maxLength: 3 }));
const damaged = fc.oneof(fc.jsonValue(), index, wishes, fc.dictionary(locale, fc.jsonValue()));

test("what is damaged is told from what can be used", () => {
  fc.assert(
    fc.property(damaged, damaged, (site, wished) => {
      if (isSiteIndex(site) && isWishes(wished)) assert(Array.isArray(listPaths(site, joinWishes(wished, wished))));
    }),
  );
  for (const value of [null, [], 7, "nl", { nl: "pages" }, { nl: [7] }, { nl: ["sheets"] }, { nl: null }])
    assert(!isWishes(value), JSON.stringify(value));
  for (const value of [null, [], {}, { build: "x", assets: [], kept: { nl: [7] } }, { build: "x", assets: "", kept: {} }])
    assert(!isSiteIndex(value), JSON.stringify(value));
  fc.assert(fc.property(index, isSiteIndex));
  fc.assert(fc.property(wishes, isWishes));
});

test("lost wishes are guessed from what is there whole, and nothing else", () => {
  fc.assert(
    fc.property(index, fc.array(path), (site, there) => {
      const guessed = guessWishes(site, (one) => there.includes(one));
      const kept = listPaths({ ...site, assets: [] }, guessed);
      assert(kept.every((one) => there.includes(one)));
      for (const [name, kinds] of Object.entries(guessed)) for (const one of kinds) assert(site.kept[name][one].length);
    }),
  );
});

test("joined wishes ask for the paths of both", () => {
  fc.assert(
    fc.property(index, wishes, wishes, (site, some, others) => {
      const both = new Set([...listPaths(site, some), ...listPaths(site, others)]);
      assert.deepEqual(new Set(listPaths(site, joinWishes(some, others))), both);
    }),
  );
});

test("files that steps offer are no sheets", () => {
  const paths = ["en/one/sheets/one-checklist-en-a4.pdf", "assets/media/form-0123456789ab.pdf", "en/one/", "a.css"];
  assert.deepEqual(paths.filter(isSheet), ["en/one/sheets/one-checklist-en-a4.pdf"]);
});
