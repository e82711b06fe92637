// What a run is made of: entries, their merge, the file and the link.
import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { toCsv } from "../../../generator/stegvis/theme/scripts/run/csv.ts";
import { finishSnapshot, mapRenamedSteps, reviewRun } from "../../../generator/stegvis/theme/scripts/run/revision-diff.ts";
import { parseRuns, serializeRuns, validateRun } from "../../../generator/stegvis/theme/scripts/run/run-file.ts";
import { expandGraph } from "../../../generator/stegvis/theme/scripts/run/run-graph.ts";
import { decodeRun, encodeRun } from "../../../generator/stegvis/theme/scripts/run/run-link.ts";
import { appendEntry, currentState, entryKey, mergeRuns } from "../../../generator/stegvis/theme/scripts/run/run-log.ts";

const emptyRun = { id: "run-00000001", procedure: "one", made: 1000, snapshots: [], entries: [] };

const path = fc.constantFrom("open", "which", "give/select", "close");
const words = fc.string({ maxLength: 12 });
const said = fc.oneof(
  fc.record({ step: path, state: fc.constantFrom("open", "doing", "done", "skipped", "blocked") }),
  fc.record({ step: path, state: fc.constantFrom("skipped", "blocked"), reason: words, by: words }),
  fc.record({ step: path, answer: fc.array(fc.constantFrom("yes", "no"), { maxLength: 2 }) }),
  fc.record({ step: path, note: words }),
  fc.record({ step: path, value: fc.tuple(fc.constantFrom("order", "date"), fc.constantFrom("", "1", "2")) }),
  fc.record({ clear: fc.array(path, { maxLength: 3 }), round: path }),
  fc.record({ name: words }),
  fc.record({ kept: fc.constantFrom("open", "archived", "removed") }),
);
const entry = fc.tuple(fc.nat(50), said).map(([at, one]) => ({ at, ...one }));
const snapshot = fc.record({ key: fc.constantFrom("a", "b", "1-1-en"), text: words }).map(({ key, text }) => ({
  key,
  revision: 1,
  locale: "en",
  title: "One",
  fingerprint: "",
  steps: [{ path: "open", text }],
}));
const runs = fc
  .record({ entries: fc.array(entry, { maxLength: 12 }), snapshots: fc.array(snapshot, { maxLength: 3 }) })
  .map((made) => ({ ...emptyRun, ...made }));

/** A run as it is after a merge with itself: in order, each entry once. */
const settled = (run) => mergeRuns(run, run);

test("a merge is the same whichever copy comes first", () => {
  fc.assert(fc.property(runs, runs, (one, other) => assert.deepEqual(mergeRuns(one, other), mergeRuns(other, one))));
});

test("a merge is the same in whatever grouping", () => {
  fc.assert(
    fc.property(runs, runs, runs, (one, two, three) =>
      assert.deepEqual(mergeRuns(mergeRuns(one, two), three), mergeRuns(one, mergeRuns(two, three))),
    ),
  );
});

test("a merge with what is there already changes nothing", () => {
  fc.assert(
    fc.property(runs, runs, (one, other) => {
      const both = mergeRuns(one, other);
      assert.deepEqual(mergeRuns(both, other), both);
      assert.deepEqual(mergeRuns(both, both), both);
    }),
  );
});

test("a merge loses no entry", () => {
  fc.assert(
    fc.property(runs, runs, (one, other) => {
      const keys = new Set(mergeRuns(one, other).entries.map(entryKey));
      for (const entry of [...one.entries, ...other.entries]) assert.ok(keys.has(entryKey(entry)));
    }),
  );
});

test("the newer of two marks shows, whichever way they are merged", () => {
  const first = { ...emptyRun, entries: [{ at: 10, step: "open", state: "done", by: "AB" }] };
  const later = { ...emptyRun, entries: [{ at: 20, step: "open", state: "blocked", reason: "no access", by: "CD" }] };
  for (const both of [mergeRuns(first, later), mergeRuns(later, first)]) {
    const mark = currentState(both).marks.get("open");
    assert.equal(mark.state, "blocked");
    assert.equal(mark.by, "CD");
  }
});

test("an entry is the newest, even on a machine whose clock is late", () => {
  fc.assert(
    fc.property(runs, said, fc.nat(60), (run, what, at) => {
      const more = appendEntry(settled(run), what, at);
      assert.deepEqual(settled(more), more);
    }),
  );
});

test("a round goes into the history, and a later mark stays", () => {
  let run = appendEntry(emptyRun, { step: "open", state: "done" }, 10);
  run = appendEntry(run, { step: "which", answer: ["again"], note: "tried" }, 20);
  run = appendEntry(run, { clear: ["open", "which"], round: "open" }, 30);
  run = appendEntry(run, { step: "open", state: "done" }, 40);
  const { marks, rounds } = currentState(run);
  assert.deepEqual([...marks.keys()], ["open"]);
  assert.equal(rounds.length, 1);
  assert.equal(rounds[0].marks.get("which").note, "tried");
});

test("runs of different procedures are not merged", () => {
  assert.throws(() => mergeRuns(emptyRun, { ...emptyRun, procedure: "two" }), /not the same run/);
});

test("a file gives back what went into it", () => {
  fc.assert(
    fc.property(fc.array(runs, { maxLength: 3 }), (some) => {
      const wanted = some.map(settled).map((run, index) => ({ ...run, id: `run-0000000${index}` }));
      const found = parseRuns(serializeRuns(wanted));
      assert.ok("runs" in found);
      assert.deepEqual(found.runs.map(settled), JSON.parse(JSON.stringify(wanted)));
    }),
  );
});

test("a link gives back the run without the steps' words", async () => {
  await fc.assert(
    fc.asyncProperty(runs, async (some) => {
      const run = settled(some);
      const found = await decodeRun(await encodeRun(run));
      assert.ok("runs" in found);
      assert.deepEqual(found.runs[0].entries, JSON.parse(JSON.stringify(run.entries)));
      assert.deepEqual(
        found.runs[0].snapshots,
        run.snapshots.map((snapshot) => ({ ...snapshot, steps: [{ path: "open", text: "" }] })),
      );
    }),
    { numRuns: 30 },
  );
});

test("a link that would be too long is none", async () => {
  let run = emptyRun;
  for (let at = 0; at < 300; at += 1) {
    run = appendEntry(run, { step: "open", note: String(Math.sin(at) * 1e15) + String(Math.cos(at) * 1e15) }, at);
  }
  assert.equal(await encodeRun(run), "");
});

test("a link that unfolds without end is refused", async () => {
  const zeros = new Blob([new Uint8Array(5_000_000)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = Buffer.from(await new Response(zeros).arrayBuffer());
  assert.ok(bytes.length < 8000);
  assert.deepEqual(await decodeRun(`1${bytes.toString("base64url")}`), { problem: "foreign", place: "" });
});

const file = (change_) => {
  const value = JSON.parse(serializeRuns([{ ...emptyRun, entries: [{ at: 5, step: "open", state: "done" }] }]));
  change_(value);
  return parseRuns(JSON.stringify(value));
};

const HOSTILE = {
  "no JSON": [() => parseRuns("{"), "foreign"],
  "deep nesting": [() => parseRuns("[".repeat(200_000)), "foreign"],
  "deep nesting that is closed": [() => parseRuns("[".repeat(100_000) + "]".repeat(100_000)), "foreign"],
  "50 MB": [() => parseRuns(" ".repeat(50_000_000)), "large"],
  "another format": [() => file((value) => (value.format = "other")), "foreign"],
  "a newer version": [() => file((value) => (value.version = 3)), "newer"],
  "an unknown key": [() => file((value) => (value.runs[0].entries[0].html = "<b>")), "damaged"],
  "a prototype key": [
    () => parseRuns(serializeRuns([emptyRun]).replace('"made"', '"__proto__": {"polluted": true}, "made"')),
    "damaged",
  ],
  "a prototype path": [() => file((value) => (value.runs[0].entries[0].step = "__proto__")), "damaged"],
  "a constructor's name is a path like any other": [
    () => file((value) => (value.runs[0].entries[0].step = "constructor")),
    undefined,
  ],
  "a time in the far future": [() => file((value) => (value.runs[0].entries[0].at = 8e15)), "damaged"],
  "a time of a clock that is years ahead": [() => file((value) => (value.runs[0].entries[0].at = 4e12)), undefined],
  "damaged values alone": [() => parseRuns('[{"id": "damaged-0001"}]'), "damaged"],
  "a time that is no number": [() => file((value) => (value.runs[0].entries[0].at = "5")), "damaged"],
  "a state that there is not": [() => file((value) => (value.runs[0].entries[0].state = "gone")), "damaged"],
  "a name that is no text": [() => file((value) => (value.runs[0].entries[0].name = { toString: 1 })), "damaged"],
  "a run that is a list": [() => file((value) => (value.runs[0] = [])), "damaged"],
  "an id with a path in it": [() => file((value) => (value.runs[0].id = "../../../../x")), "damaged"],
};

for (const [name, [make, problem]] of Object.entries(HOSTILE)) {
  test(`a file with ${name} is ${problem ?? "taken"}`, () => {
    assert.equal(make().problem, problem);
    assert.equal({}.polluted, undefined);
  });
}

test("of damaged values as many as can be read are taken", () => {
  const [run] = JSON.parse(serializeRuns([emptyRun])).runs;
  const found = parseRuns(JSON.stringify([run, { ...run, made: "soon" }]));
  assert.deepEqual(found, { runs: [emptyRun], unread: "file[1].made" });
});

test("a damaged run is taken without the entries that can't be read", () => {
  const entries = [{ at: 5, name: "Contoso" }, { at: 6, step: "open", state: "done" }];
  const [run] = JSON.parse(serializeRuns([{ ...emptyRun, entries }])).runs;
  run.entries.splice(1, 0, { at: "soon" }, 7, { at: 5, step: "open", state: "gone" });
  assert.deepEqual(parseRuns(JSON.stringify([run])), { runs: [{ ...emptyRun, entries }], unread: "file[0].entries[1].at" });
});

test("what is refused says where", () => {
  const found = file((value) => (value.runs[0].entries[0].state = "gone"));
  assert.deepEqual(found, { problem: "damaged", place: "file.runs[0].entries[0].state" });
});

test("any JSON is refused or taken, and never throws", () => {
  fc.assert(fc.property(fc.json(), (text) => void parseRuns(text)));
  fc.assert(fc.property(fc.jsonValue(), (value) => assert.equal(validateRun(value), null)));
});

test("no cell of a table is a formula", () => {
  assert.equal(toCsv([["=1+1", '"quoted"', "@x", "plain"]]), '"\'=1+1","""quoted""","\'@x","plain"');
  for (const cell of ["+1", "-1", "\t=1", "\r=1", "\n=1", " =1", "＝1", "＠SUM(1)"]) assert.equal(toCsv([[cell]]), `"'${cell}"`);
});

const graph = (steps) => expandGraph({ procedure: "one", revision: 2, readers: [], steps });

const snapshotOf = (key, revision, steps, more = {}) => ({
  key,
  revision,
  locale: "en",
  title: "One",
  fingerprint: key,
  steps: steps.map(([path, text, fingerprint]) => ({ path, text, ...(fingerprint && { fingerprint }) })),
  ...more,
});
const before = snapshotOf("s1", 1, [
  ["open", "Open it", "a.n.r.t"],
  ["choose", "Choose one", "b.n.r.t"],
  ["close", "Close it", "c.n.r.t"],
]);
const after = snapshotOf("s2", 2, [
  ["open", "Open that", "a.n2.r2.t"],
  ["pick", "Choose one", "b.n.r.t"],
  ["end", "Done", "d.n.r.t"],
]);
const root = graph([
  { id: "open", next: "pick" },
  { id: "pick", next: "end", was: "choose" },
  { id: "end", task: false },
]);
const names = mapRenamedSteps(root);
const review = (run, page = after) => reviewRun(run, currentState(run, names), page, names);

test("a review tells what was added, changed, removed and renamed", () => {
  assert.deepEqual([...names], [["choose", "pick"]]);
  let run = appendEntry(emptyRun, { step: "open", state: "done" }, 1, before);
  run = appendEntry(run, { step: "choose", state: "done" }, 2, before);
  assert.deepEqual(review(run), {
    revision: 1,
    ahead: 0,
    changes: [
      {
        kind: "changed",
        path: "open",
        parts: ["notes", "roles"],
        old: "Open it",
        locale: "en",
        text: "Open that",
        isMarked: true,
      },
      { kind: "added", path: "end", parts: [], old: "", locale: "", text: "Done", isMarked: false },
      { kind: "removed", path: "close", parts: [], old: "Close it", locale: "en", text: "", isMarked: false },
    ],
  });
  assert.equal(currentState(run, names).marks.get("pick").state, "done");
  assert.equal(review(run, before), null);
});

test("a review ends when the marks are confirmed or reopened, and the changes adopted", () => {
  const run = appendEntry(emptyRun, { step: "open", state: "done" }, 1, before);
  const adopted = appendEntry(run, { adopted: true }, 2, after);
  assert.deepEqual(review(adopted).changes.map(({ path }) => path), ["open"]);
  for (const judged of [{ confirmed: true }, { state: "open" }]) {
    assert.equal(review(appendEntry(adopted, { step: "open", ...judged }, 3, after)), null);
    assert.notEqual(review(appendEntry(run, { step: "open", ...judged }, 3, after)), null);
  }
});

test("a mark that comes from a page of an earlier build is reviewed, too", () => {
  const adopted = appendEntry(appendEntry(emptyRun, { name: "X" }, 1, before), { adopted: true }, 2, after);
  const colleague = appendEntry(appendEntry(emptyRun, { name: "X" }, 1, before), { step: "open", state: "done" }, 3, before);
  assert.equal(review(adopted), null);
  assert.deepEqual(review(mergeRuns(adopted, colleague)).changes.map(({ path }) => path), ["open"]);
});

test("wording alone is no change, and a run that is ahead says so", () => {
  const reworded = snapshotOf("s3", 1, before.steps.map(({ path, fingerprint }) => [path, "Other words", fingerprint]), {
    fingerprint: "s1",
  });
  const run = appendEntry(emptyRun, { step: "open", state: "done" }, 1, before);
  assert.equal(review(run, reworded), null);
  assert.equal(review(appendEntry(run, { step: "pick", state: "done" }, 2, after), before).ahead, 2);
});

test("a run of version 1 is reviewed by revisions, and by words in the same language", () => {
  const steps = [["open", 1, "Open it"], ["choose", 1, "Choose one"], ["close", 1, "Close it"]];
  const entries = [{ at: 1, step: "open", state: "done" }, { at: 2, step: "choose", state: "done" }];
  const parsed = (locale, revision) =>
    parseRuns(
      JSON.stringify({
        format: "stegvis-runs",
        version: 1,
        runs: [{ id: "run-00000001", procedure: "one", made: 1, seen: { revision, locale, steps }, entries }],
      }),
    ).runs[0];
  const paths = (run) => review(run)?.changes.map(({ kind, path }) => `${kind} ${path}`);
  assert.deepEqual(paths(parsed("en", 1)), ["changed open", "added end", "removed close"]);
  assert.deepEqual(paths(parsed("nl", 1)), ["added end", "removed close"]);
  assert.equal(paths(parsed("en", 2)), undefined);
});

test("an end counts as long as nothing was adopted or marked under other words", () => {
  const begun = appendEntry(emptyRun, { step: "open", state: "done" }, 1, before);
  const finished = appendEntry(begun, { finished: "close" }, 5, before);
  const end = (run) => finishSnapshot(run, currentState(run, names), names)?.key;
  assert.equal(end(begun), undefined);
  assert.equal(end(finished), "s1");
  for (const now of [2, 9]) {
    assert.equal(end(mergeRuns(finished, appendEntry(begun, { adopted: true }, now, after))), undefined);
    assert.equal(end(mergeRuns(finished, appendEntry(begun, { step: "open", state: "done", by: "CD" }, now, after))), undefined);
    assert.equal(end(mergeRuns(finished, appendEntry(begun, { step: "open", note: "later" }, now, after))), "s1");
    assert.equal(end(mergeRuns(finished, appendEntry(begun, { step: "choose", state: "done" }, now, before))), "s1");
  }
});

test("the record keeps marks that were reopened or replaced", () => {
  let run = appendEntry(emptyRun, { step: "open", state: "done" }, 10, before);
  run = appendEntry(run, { step: "open", confirmed: true, by: "CD" }, 20, after);
  run = appendEntry(run, { step: "open", confirmed: true, by: "EF" }, 25, after);
  run = appendEntry(run, { step: "open", state: "open", by: "GH" }, 30, after);
  const { marks, replaced } = currentState(run);
  assert.equal(marks.get("open").state, "open");
  assert.deepEqual(
    replaced.map(([path, { state, by, at, under, confirmed }]) => [path, state, by, at, under, confirmed.map((said) => said.by)]),
    [
      ["open", "done", "", 10, "s1", ["CD", "EF"]],
      ["open", "open", "GH", 30, "s2", []],
    ],
  );
});
