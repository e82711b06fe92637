// What a run is made of: entries, their merge, the file and the link.
import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { change, renamed } from "../../../generator/stegvis/theme/assets/run/change.js";
import { fragment, unfolded } from "../../../generator/stegvis/theme/assets/run/link.js";
import { add, key, merge, now } from "../../../generator/stegvis/theme/assets/run/merge.js";
import { checkedRun, read, write } from "../../../generator/stegvis/theme/assets/run/record.js";
import { table } from "../../../generator/stegvis/theme/assets/run/table.js";
import { place } from "../../../generator/stegvis/theme/assets/run/way.js";

const NOW = 2_000_000_000_000;
const seen = { revision: 1, locale: "en", steps: [["open", 1, "Open it"], ["which", 1, "Which?"]] };
const blank = { id: "run-00000001", procedure: "one", made: 1000, seen, entries: [] };

const path = fc.constantFrom("open", "which", "give/select", "close");
const words = fc.string({ maxLength: 12 });
const said = fc.oneof(
  fc.record({ step: path, state: fc.constantFrom("open", "doing", "done", "skipped", "blocked") }),
  fc.record({ step: path, state: fc.constantFrom("skipped", "blocked"), reason: words, by: words }),
  fc.record({ step: path, answer: fc.array(fc.constantFrom("yes", "no"), { maxLength: 2 }) }),
  fc.record({ step: path, note: words }),
  fc.record({ clear: fc.array(path, { maxLength: 3 }), round: path }),
  fc.record({ name: words }),
  fc.record({ kept: fc.constantFrom("open", "archived", "removed") }),
);
const entry = fc.tuple(fc.nat(50), said).map(([at, one]) => ({ at, ...one }));
const seens = fc.record({ revision: fc.integer({ min: 1, max: 3 }), text: words }).map(({ revision, text }) => ({
  revision,
  locale: "en",
  steps: [["open", revision, text]],
}));
const runs = fc.record({ entries: fc.array(entry, { maxLength: 12 }), seen: seens }).map((made) => ({ ...blank, ...made }));

/** A run as it is after a merge with itself: in order, each entry once. */
const settled = (run) => merge(run, run);

test("a merge is the same whichever copy comes first", () => {
  fc.assert(fc.property(runs, runs, (one, other) => assert.deepEqual(merge(one, other), merge(other, one))));
});

test("a merge is the same in whatever grouping", () => {
  fc.assert(
    fc.property(runs, runs, runs, (one, two, three) =>
      assert.deepEqual(merge(merge(one, two), three), merge(one, merge(two, three))),
    ),
  );
});

test("a merge with what is there already changes nothing", () => {
  fc.assert(
    fc.property(runs, runs, (one, other) => {
      const both = merge(one, other);
      assert.deepEqual(merge(both, other), both);
      assert.deepEqual(merge(both, both), both);
    }),
  );
});

test("a merge loses no entry", () => {
  fc.assert(
    fc.property(runs, runs, (one, other) => {
      const keys = new Set(merge(one, other).entries.map(key));
      for (const each of [...one.entries, ...other.entries]) assert.ok(keys.has(key(each)));
    }),
  );
});

test("the newer of two marks shows, whichever way they are merged", () => {
  const first = { ...blank, entries: [{ at: 10, step: "open", state: "done", by: "AB" }] };
  const later = { ...blank, entries: [{ at: 20, step: "open", state: "blocked", reason: "no access", by: "CD" }] };
  for (const both of [merge(first, later), merge(later, first)]) {
    const mark = now(both).marks.get("open");
    assert.equal(mark.state, "blocked");
    assert.equal(mark.by, "CD");
  }
});

test("an entry is the newest, even on a machine whose clock is late", () => {
  fc.assert(
    fc.property(runs, said, fc.nat(60), (run, what, at) => {
      const more = add(settled(run), what, at);
      assert.deepEqual(settled(more), more);
    }),
  );
});

test("a round goes into the history, and a later mark stays", () => {
  let run = add(blank, { step: "open", state: "done" }, 10);
  run = add(run, { step: "which", answer: ["again"], note: "tried" }, 20);
  run = add(run, { clear: ["open", "which"], round: "open" }, 30);
  run = add(run, { step: "open", state: "done" }, 40);
  const { marks, rounds } = now(run);
  assert.deepEqual([...marks.keys()], ["open"]);
  assert.equal(rounds.length, 1);
  assert.equal(rounds[0].marks.get("which").note, "tried");
});

test("runs of different procedures are not merged", () => {
  assert.throws(() => merge(blank, { ...blank, procedure: "two" }), /not one/);
});

test("a file gives back what went into it", () => {
  fc.assert(
    fc.property(fc.array(runs, { maxLength: 3 }), (some) => {
      const wanted = some.map(settled).map((run, index) => ({ ...run, id: `run-0000000${index}` }));
      const found = read(write(wanted), NOW);
      assert.ok("runs" in found);
      assert.deepEqual(found.runs.map(settled), JSON.parse(JSON.stringify(wanted)));
    }),
  );
});

test("a link gives back the run without the steps' words", async () => {
  await fc.assert(
    fc.asyncProperty(runs, async (some) => {
      const run = settled(some);
      const found = await unfolded(await fragment(run), NOW);
      assert.ok("runs" in found);
      assert.deepEqual(found.runs[0].entries, JSON.parse(JSON.stringify(run.entries)));
      assert.ok(found.runs[0].seen.steps.every(([, , text]) => text === ""));
    }),
    { numRuns: 30 },
  );
});

test("a link that would be too long is none", async () => {
  let run = blank;
  for (let at = 0; at < 300; at += 1) {
    run = add(run, { step: "open", note: String(Math.sin(at) * 1e15) + String(Math.cos(at) * 1e15) }, at);
  }
  assert.equal(await fragment(run), "");
});

test("a link that unfolds without end is refused", async () => {
  const zeros = new Blob([new Uint8Array(5_000_000)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = Buffer.from(await new Response(zeros).arrayBuffer());
  assert.ok(bytes.length < 8000);
  assert.deepEqual(await unfolded(`1${bytes.toString("base64url")}`, NOW), { problem: "foreign", place: "" });
});

const file = (change_) => {
  const value = JSON.parse(write([{ ...blank, entries: [{ at: 5, step: "open", state: "done" }] }]));
  change_(value);
  return read(JSON.stringify(value), NOW);
};

const HOSTILE = {
  "no JSON": [() => read("{", NOW), "foreign"],
  "deep nesting": [() => read("[".repeat(200_000), NOW), "foreign"],
  "deep nesting that is closed": [() => read("[".repeat(100_000) + "]".repeat(100_000), NOW), "foreign"],
  "50 MB": [() => read(" ".repeat(50_000_000), NOW), "large"],
  "another format": [() => file((value) => (value.format = "other")), "foreign"],
  "a newer version": [() => file((value) => (value.version = 2)), "newer"],
  "an unknown key": [() => file((value) => (value.runs[0].entries[0].html = "<b>")), "damaged"],
  "a prototype key": [
    () => read(write([blank]).replace('"made"', '"__proto__": {"polluted": true}, "made"'), NOW),
    "damaged",
  ],
  "a prototype path": [() => file((value) => (value.runs[0].entries[0].step = "__proto__")), "damaged"],
  "a constructor's name is a path like any other": [
    () => file((value) => (value.runs[0].entries[0].step = "constructor")),
    undefined,
  ],
  "a time in the far future": [() => file((value) => (value.runs[0].entries[0].at = 8e15)), "damaged"],
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

test("what is refused says where", () => {
  const found = file((value) => (value.runs[0].entries[0].state = "gone"));
  assert.deepEqual(found, { problem: "damaged", place: "file.runs[0].entries[0].state" });
});

test("any JSON is refused or taken, and never throws", () => {
  fc.assert(fc.property(fc.json(), (text) => void read(text, NOW)));
  fc.assert(fc.property(fc.jsonValue(), (value) => assert.equal(checkedRun(value, NOW), null)));
});

test("no cell of a table is a formula", () => {
  assert.equal(table([["=1+1", '"quoted"', "@x", "plain"]]), '"\'=1+1","""quoted""","\'@x","plain"');
});

const graph = (steps) => place({ procedure: "one", revision: 2, readers: [], steps });

test("a change tells what was added, changed, reworded, removed and renamed", () => {
  const root = graph([
    { id: "open", kind: "action", next: "pick" },
    { id: "pick", kind: "action", next: "end", was: "choose" },
    { id: "end", kind: "finish" },
  ]);
  const names = renamed(root);
  assert.deepEqual([...names], [["choose", "pick"]]);
  const before = {
    revision: 1,
    locale: "en",
    steps: [["open", 1, "Open it"], ["choose", 1, "Choose one"], ["close", 1, "Close it"]],
  };
  const after = { revision: 2, locale: "en", steps: [["open", 2, "Open that"], ["pick", 1, "Pick one"], ["end", 1, "Done"]] };
  assert.deepEqual(change(before, after, names), {
    added: [{ path: "end", old: "", text: "Done" }],
    changed: [{ path: "open", old: "Open it", text: "Open that" }],
    reworded: [{ path: "pick", old: "Choose one", text: "Pick one" }],
    removed: [{ path: "close", old: "Close it", text: "" }],
  });
  assert.equal(now({ ...blank, entries: [{ at: 1, step: "choose", state: "done" }] }, names).marks.get("pick").state, "done");
});

test("words in another language are no change of wording", () => {
  const root = graph([{ id: "open", kind: "action", next: "end" }]);
  const before = { revision: 1, locale: "nl", steps: [["open", 1, "Open het"]] };
  const after = { revision: 1, locale: "en", steps: [["open", 1, "Open it"]] };
  assert.deepEqual(change(before, after, renamed(root)).reworded, []);
});
