/** Noted values: where a step finds them, what a run says of them, and how they go into commands. */
import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { fillCommand } from "../../../generator/stegvis/theme/scripts/run/command.ts";
import { LIMITS } from "../../../generator/stegvis/theme/scripts/run/limits.ts";
import { findItemName, findItemNames, findNotingStep, notedValue } from "../../../generator/stegvis/theme/scripts/run/named-values.ts";
import { reviewRun } from "../../../generator/stegvis/theme/scripts/run/revision-diff.ts";
import { expandGraph, itemsOf } from "../../../generator/stegvis/theme/scripts/run/run-graph.ts";
import { parseRuns, serializeRuns } from "../../../generator/stegvis/theme/scripts/run/run-file.ts";
import { appendEntry, currentState, mergeRuns } from "../../../generator/stegvis/theme/scripts/run/run-log.ts";
import { traverseRun } from "../../../generator/stegvis/theme/scripts/run/traversal.ts";

const run = { id: "run-00000001", procedure: "one", made: 0, snapshots: [], entries: [] };
const note = (from, text, at, by = "AB") => appendEntry(from, { step: "order", value: ["number", text], by }, at);
const textOf = (noted) => notedValue(currentState(noted), "order", "number")?.text;

test("a step finds a value in the smallest part around it", () => {
  const steps = ["order", "call/order", "call/inner/order", "call/inner/use", "other/order"].map((path) => ({
    path,
    values: path.endsWith("order") ? [["number", "Number"]] : [],
  }));
  const found = (path, id = "number") => findNotingStep(steps, path, id)?.path;
  assert.equal(found("use"), "order");
  assert.equal(found("call/use"), "call/order");
  assert.equal(found("call/inner/use"), "call/inner/order");
  assert.equal(found("call/inner/deeper/use"), "call/inner/order");
  assert.equal(found("third/use"), "order");
  assert.equal(found("other/order"), "other/order");
  assert.equal(found("use", "unknown"), undefined);
});

test("the value that was noted last counts, and the earlier ones stay", () => {
  const noted = note(note(note(run, "1", 10), "2", 20, "CD"), "2", 30);
  const { renoted } = currentState(noted);
  assert.equal(textOf(noted), "2");
  assert.deepEqual(renoted.map(([path, id, { text, by }]) => [path, id, text, by]), [["order", "number", "1", "AB"]]);
  assert.equal(textOf(note(noted, "", 40)), undefined);
});

test("of two colleagues' values the newer one counts, whichever way they are merged", () => {
  const [one, other] = [note(run, "1", 10), note(run, "2", 20)];
  for (const both of [mergeRuns(one, other), mergeRuns(other, one)]) {
    assert.equal(textOf(both), "2");
    assert.equal(currentState(both).renoted.length, 1);
  }
});

test("going back drops a value with the marks of its step, and the round keeps it", () => {
  const again = appendEntry(note(run, "1", 10), { clear: ["order"], round: "order" }, 20);
  assert.equal(textOf(again), undefined);
  assert.equal(currentState(again).rounds[0].marks.get("order").values.get("number").text, "1");
});

test("whatever is typed can be read back, on one line", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 2 * LIMITS.value }), (typed) => {
      const noted = note(run, typed, 10);
      const { runs } = parseRuns(serializeRuns([noted]));
      assert.deepEqual(runs, [noted]);
      assert.doesNotMatch(textOf(noted) ?? "", /[\n\r\t\u001b\u202e]/);
    }),
  );
});

test("a value has no character that is blank, or that hides or reorders others", () => {
  for (const sign of ["\u0085", "\u061c", "\u200f", "\u202e", "\u3164", "\ufe0f", "\ud800", "\u{e0061}", "\u{e0100}"]) {
    assert.equal(textOf(note(run, `a${sign}b`, 10)), "ab");
    const entries = [{ at: 10, step: "order", value: ["number", `a${sign}b`] }];
    assert.equal(parseRuns(serializeRuns([{ ...run, entries }])).problem, "damaged", sign);
  }
  assert.equal(textOf(note(run, "a😀é東", 10)), "a😀é東");
});

test("a command is filled in with what is noted, and says what is missing", () => {
  const pieces = [{ text: "ls  " }, { id: "host", text: "Host" }, { text: "/\n" }, { id: "key", text: "Key" }, { id: "key", text: "Key" }];
  const filled = fillCommand(pieces, (id) => (id === "host" ? "a" : ""));
  assert.deepEqual(filled, { text: "ls  a/\n{{key}}{{key}}", missing: ["Key"] });
  assert.deepEqual(fillCommand([], () => ""), { text: "", missing: [] });
});

const repeated = {
  procedure: "one",
  revision: 1,
  readers: [],
  steps: [
    {
      id: "each",
      each: "order",
      next: "end",
      part: {
        procedure: "one/each",
        revision: 1,
        readers: [],
        steps: [
          { id: "ask", options: [{ id: "yes", next: "act" }, { id: "no", next: "act" }] },
          { id: "act", when: [{ "each/ask": ["yes"] }] },
        ],
      },
    },
    { id: "end", task: false },
  ],
};
const root = expandGraph(repeated);
const name = (from, id, text, at) => appendEntry(from, { step: "each", value: [`~${id}`, text] }, at);
const traversed = (from) => traverseRun(root, currentState(from).marks);

test("two colleagues add items at once, and both are there", () => {
  const [one, other] = [name(run, "a1", "4711", 10), name(run, "b2", "4712", 20)];
  for (const both of [mergeRuns(one, other), mergeRuns(other, one)]) {
    assert.deepEqual(itemsOf(currentState(both).marks.get("each")), ["~a1", "~b2"]);
    assert.deepEqual(traversed(both).visited, ["each", "each/~a1/ask", "each/~b2/ask"]);
  }
});

test("each item has answers of its own, and the list is ended after all of them", () => {
  let twice = name(name(run, "a1", "4711", 10), "b2", "4712", 20);
  twice = appendEntry(twice, { step: "each/~a1/ask", answer: ["yes"] }, 30);
  twice = appendEntry(twice, { step: "each/~b2/ask", answer: ["no"] }, 40);
  assert.deepEqual(traversed(twice).visited, ["each", "each/~a1/ask", "each/~a1/act", "each/~b2/ask", "end"]);
  assert.equal(traversed(twice).next, "each/~a1/act");
  twice = appendEntry(twice, { step: "each/~a1/act", state: "done" }, 50);
  assert.equal(traversed(twice).next, "each");
  twice = appendEntry(twice, { step: "each", state: "done" }, 60);
  assert.equal(traversed(twice).next, null);
  assert.deepEqual([traversed(twice).done, traversed(twice).most], [4, 4]);
  assert.equal(traversed(name(twice, "c3", "4713", 70)).next, "each/~c3/ask");
  assert.equal(traversed(name(twice, "a1", "", 80)).most, 2);
});

test("an item goes by its name, also in the rounds before", () => {
  const named = name(name(run, "a1", "4711", 10), "a1", "4712", 20);
  const state = currentState(named);
  assert.deepEqual(findItemNames(state, "each/~a1/act"), ["4712"]);
  assert.equal(findItemName(state, (path) => path === "each", "each/~a1/act"), "4712");
  assert.equal(findItemName(state, () => false, "each/~a1/act"), "");
  const cleared = currentState(appendEntry(named, { clear: ["each"] }, 30));
  assert.deepEqual(findItemNames(cleared, "each/~a1/act"), ["4712"]);
  assert.deepEqual(findItemNames(cleared, "each/~zz/act"), ["~zz"]);
});

test("a renamed step keeps the marks of its items, and a changed one is reviewed at each", () => {
  const snapshot = (key, path, fingerprint) => ({
    key,
    revision: 1,
    locale: "en",
    title: "One",
    fingerprint,
    steps: [{ path: "each", text: "" }, { path, text: "", fingerprint }],
  });
  const before = snapshot("a", "each/old", "a.b.c.d");
  let marked = appendEntry(run, { step: "each", value: ["~a1", "4711"] }, 10, before);
  marked = appendEntry(marked, { step: "each/~a1/old", state: "done" }, 20, before);
  const renames = new Map([["each/old", "each/act"]]);
  const state = currentState(marked, renames);
  assert.equal(state.marks.get("each/~a1/act").state, "done");
  const found = (fingerprint) => reviewRun(marked, state, snapshot("b", "each/act", fingerprint), renames);
  assert.equal(found("a.b.c.d"), null);
  assert.deepEqual(found("x.b.c.d").changes.map(({ path, parts, isMarked }) => [path, parts, isMarked]), [
    ["each/~a1/act", ["act"], true],
  ]);
});

test("a file has the paths of items", () => {
  const noted = appendEntry(name(run, "a1", "4711", 10), { step: "each/~a1/act", state: "done" }, 20);
  assert.deepEqual(parseRuns(serializeRuns([noted])).runs, [noted]);
});
