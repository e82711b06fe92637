// Runs with any typing, any project and any clocks: what is written is read back, and merges obey their laws.
import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { takeSnapshot } from "../../generator/stegvis/theme/scripts/run/checklist-page.ts";
import { LAST_TIME, LIMITS, clip } from "../../generator/stegvis/theme/scripts/run/limits.ts";
import { isReadable, packRuns, parseRuns, serializeRuns, validateRun } from "../../generator/stegvis/theme/scripts/run/run-file.ts";
import { decodeRun, encodeRun } from "../../generator/stegvis/theme/scripts/run/run-link.ts";
import { appendEntry, currentState, entryKey, mergeRuns, newRun, newRunId } from "../../generator/stegvis/theme/scripts/run/run-log.ts";

const attempts = (count) => ({ numRuns: count * Number(process.env.STEGVIS_FAULTS ?? 1) });

/** What a reader types: any characters, lone surrogates as well, and more than there is room for. */
const typed = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ unit: fc.constantFrom("🙂", "\ud83d", "\udc00", "a", "\n", "\0"), maxLength: 300 }),
  fc.tuple(fc.constantFrom("x", "🙂"), fc.constantFrom(12, 200, 400, 500, 4000)).map(([letter, count]) => letter.repeat(count + 1)),
);
const id = fc.constantFrom("sign-in", "open2", "a".repeat(64), "constructor", "turn-on");
/** An item of a step that is repeated. */
const item = fc.constantFrom("~0a1b2c3d4e5f", "~x", `~${"z".repeat(64)}`);
const path = fc
  .tuple(id, fc.array(fc.oneof({ arbitrary: id, weight: 3 }, { arbitrary: item, weight: 1 }), { maxLength: 7 }))
  .map(([first, others]) => [first, ...others].join("/"));
const paths = fc.uniqueArray(path, { minLength: 1, maxLength: 6 });
const locale = fc.constantFrom("en", "es-419", "sr-Latn-RS", "de-1996", "zh-Hant-HK-x-private", "ar-XB", "");
const revision = fc.oneof(fc.constantFrom(1, 20261121, Number.MAX_SAFE_INTEGER), fc.integer({ min: 1, max: 4 }));
const words = fc.oneof(typed, fc.constantFrom(2001, LIMITS.text + 1).map((length) => "w".repeat(length)));
/** Milliseconds: years ahead and behind, and the ends of what clocks can say. */
const clock = fc.oneof(
  fc.integer({ min: -8_640_000_000_000_000, max: 8_640_000_000_000_000 }),
  fc.constantFrom(0, -1, LAST_TIME - 1, LAST_TIME, LAST_TIME + 1, 1_700_000_000_000),
  fc.integer({ min: 1_700_000_000_000, max: 1_700_000_100_000 }),
);
const what = (steps) => {
  const step = fc.constantFrom(...steps);
  return fc.oneof(
    fc.record({ step, state: fc.constantFrom("open", "doing", "done", "skipped", "blocked"), by: typed }),
    fc.record({ step, state: fc.constantFrom("skipped", "blocked"), reason: typed }),
    fc.record({ step, answer: fc.uniqueArray(id, { maxLength: 3 }) }),
    fc.record({ step, state: fc.constantFrom("done", "skipped"), by: typed, party: id }),
    fc.record({ step, answer: fc.uniqueArray(id, { maxLength: 3 }), party: id }),
    fc.record({ step, note: typed }),
    fc.record({ step, value: fc.tuple(fc.oneof(id, item), typed) }),
    fc.record({ step, confirmed: fc.constant(true) }),
    fc.record({ clear: fc.subarray(steps), round: step }),
    fc.record({ clear: fc.subarray(steps) }),
    fc.record({ name: typed }),
    fc.record({ kept: fc.constantFrom("open", "archived", "removed") }),
    fc.record({ finished: fc.constantFrom("", ...steps) }),
    fc.record({ adopted: fc.constant(true) }),
  );
};

/** The snapshot of a checklist that a project may have. */
const snapshotOf = (steps) =>
  fc
    .record({
      revision,
      locale,
      title: words,
      texts: fc.array(words, { maxLength: 6 }),
      hasPrints: fc.boolean(),
      option: words,
      values: fc.array(fc.tuple(id, words), { maxLength: 3 }),
    })
    .map(({ revision, locale, title, texts, hasPrints, option, values }) =>
      takeSnapshot(
        { revision, ...(hasPrints && { fingerprint: `f${revision % 5}` }) },
        locale,
        title,
        steps.map((path, index) => ({
          path,
          step: { ...(hasPrints && { fingerprint: `a${index}.b.c.d${revision % 3}` }), ...(index && { revision: index + 1 }) },
          text: texts[index] ?? "Do it",
          number: String(index + 1),
          options: index ? [] : [["turn-on", option]],
          values: index ? [] : values,
        })),
      ),
    );

/** A run as readers make it: entries of several devices, each with its clock, on pages of several builds. */
const worked = paths.chain((steps) =>
  fc
    .record({
      start: clock,
      snapshots: fc.array(snapshotOf(steps), { minLength: 1, maxLength: 3 }),
      acts: fc.array(fc.tuple(what(steps), clock, fc.nat(3)), { maxLength: 15 }),
    })
    .map(({ start, snapshots, acts }) =>
      acts.reduce(
        (run, [entry, now, page]) => appendEntry(run, entry, now, snapshots[page % snapshots.length]),
        newRun("reservations", start),
      ),
    ),
);

const plain = (value) => JSON.parse(JSON.stringify(value));

/** What is read back from the store, which copies values as they are, and from a file. */
function assertReadBack(run) {
  assert.ok(isReadable(run));
  assert.deepEqual(plain(validateRun(run)), plain(run));
  assert.deepEqual(parseRuns(serializeRuns([run])), { runs: [plain(run)] });
  assert.deepEqual(parseRuns(JSON.stringify([run])), { runs: [plain(run)] });
}

test("any project's checklist and any typing are read back as they were written", () => {
  fc.assert(fc.property(worked, assertReadBack), attempts(100));
});

test("a link gives back every entry", async () => {
  await fc.assert(
    fc.asyncProperty(worked, async (run) => {
      const fragment = await encodeRun(run);
      if (!fragment) return;
      const { runs } = await decodeRun(fragment);
      assert.deepEqual(runs[0].entries, plain(run.entries));
      assert.deepEqual(mergeRuns(runs[0], plain(run)), mergeRuns(plain(run), plain(run)));
    }),
    attempts(50),
  );
});

test("a link that could not be unfolded is none", async () => {
  const note = "n".repeat(LIMITS.note);
  for (const [count, isLink] of [[20, true], [400, false]]) {
    const run = Array.from({ length: count }).reduce((run) => appendEntry(run, { step: "a", note }, 0), newRun("one", 0));
    const fragment = await encodeRun(run);
    assert.equal(fragment !== "", isLink);
    if (isLink) assert.deepEqual((await decodeRun(fragment)).runs, [plain(run)]);
  }
});

test("duplicates of duplicates have a name that is read back", () => {
  fc.assert(
    fc.property(worked, typed, fc.integer({ min: 1, max: 40 }), (first, name, times) => {
      let run = appendEntry(first, { name }, 0);
      for (let count = 0; count < times; count += 1) {
        run = appendEntry({ ...run, id: newRunId() }, { name: `${currentState(run).name} (copy)` }, 0);
      }
      assertReadBack(run);
    }),
    attempts(20),
  );
});

test("as many entries as a run can have are read back, and one more is not written", () => {
  const entries = Array.from({ length: LIMITS.entries - 1 }, (_, at) => ({ at: LAST_TIME - 5 + at, step: "a", state: "done" }));
  const run = appendEntry({ ...newRun("one", 0), entries }, { step: "a", note: "n".repeat(9000) }, 0);
  assertReadBack(run);
  assert.ok(!isReadable(appendEntry(run, { step: "a", state: "open" }, 0)));
});

test("runs that are saved together are read back, in as many files as they take", () => {
  const note = "🙂".repeat(LIMITS.note);
  const large = Array.from({ length: 400 }).reduce((run) => appendEntry(run, { step: "a", note }, 0), newRun("one", 0));
  const small = Array.from({ length: 5002 }, () => newRun("one", 0));
  for (const runs of [[large, large, large, ...small.slice(0, 3)], small, [], [large]]) {
    const files = packRuns(runs).map((group) => serializeRuns(group));
    assert.deepEqual(files.flatMap((file) => parseRuns(file).runs), plain(runs));
  }
});

/** A run as version 1 wrote it, of the same run as the others. */
const legacy = fc
  .record({
    revision: fc.constantFrom(1, 20261121),
    locale: fc.constantFrom("en", "es-419"),
    text: fc.constantFrom("", "Sign in"),
    acts: fc.array(fc.tuple(what(["sign-in", "open2"]), clock), { maxLength: 8 }),
  })
  .map(({ revision, locale, text, acts }) => {
    const first = ({ confirmed: _, adopted: __, value: ___, party: ____, ...entry }) => entry;
    const { entries } = acts.reduce((run, [entry, now]) => appendEntry(run, first(entry), now), newRun("reservations", 0));
    const run = {
      id: "run-00000001",
      procedure: "reservations",
      made: 5,
      seen: { revision, locale, steps: [["sign-in", 1, text]] },
      entries: entries.map(({ clock: _, ...entry }) => entry),
    };
    const { runs } = parseRuns(JSON.stringify({ format: "stegvis-runs", version: 1, runs: [run] }));
    return runs[0];
  });

/** Times at the end of what is read: each entry as late as it may be. */
const latest = fc.array(what(["sign-in"]), { maxLength: 6 }).map((acts) => ({
  ...newRun("reservations", 0),
  entries: acts.map((entry, index) => {
    const { at, ...clipped } = appendEntry(newRun("reservations", 0), entry, 0).entries[0];
    return { at: LAST_TIME + index, ...clipped };
  }),
}));

/** A copy of one run, of whatever version and with whatever clocks. */
const copy = fc.oneof(worked, legacy, latest).map((run) => ({ ...run, id: "run-00000001", made: 5 }));

test("copies of both versions, with any clocks, are merged in any order and grouping, and read back", () => {
  fc.assert(
    fc.property(copy, copy, copy, (one, two, three) => {
      const both = mergeRuns(one, two);
      assert.deepEqual(both, mergeRuns(two, one));
      assert.deepEqual(mergeRuns(both, one), both);
      const all = mergeRuns(both, three);
      assert.deepEqual(all, mergeRuns(one, mergeRuns(two, three)));
      const keys = new Set(all.entries.map(entryKey));
      for (const entry of [...one.entries, ...two.entries, ...three.entries]) assert.ok(keys.has(entryKey(entry)));
      assertReadBack(all);
    }),
    attempts(60),
  );
});

test("what is appended is the newest and is read back, whatever the clock says", () => {
  fc.assert(
    fc.property(copy, copy, what(["sign-in"]), clock, clock, (one, two, entry, now, later) => {
      const merged = mergeRuns(one, two);
      const run = appendEntry(appendEntry(merged, entry, now), { name: "last" }, later);
      assert.deepEqual(mergeRuns(run, run).entries.slice(-2), run.entries.slice(-2));
      assert.equal(currentState(mergeRuns(merged, run)).name, "last");
      assertReadBack(run);
    }),
    attempts(60),
  );
});

test("a clipped text has no more code points than its limit, and begins as it was typed", () => {
  fc.assert(
    fc.property(typed, fc.integer({ min: 0, max: 50 }), (text, most) => {
      const clipped = clip(text, most);
      assert.ok([...clipped].length <= most && text.startsWith(clipped));
    }),
    attempts(50),
  );
});
