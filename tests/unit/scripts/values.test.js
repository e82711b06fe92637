/** Noted values: where a step finds them, what a run says of them, and how they go into commands. */
import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { fillCommand } from "../../../generator/stegvis/theme/scripts/run/command.ts";
import { LIMITS } from "../../../generator/stegvis/theme/scripts/run/limits.ts";
import { findNotingStep, notedValue } from "../../../generator/stegvis/theme/scripts/run/named-values.ts";
import { parseRuns, serializeRuns } from "../../../generator/stegvis/theme/scripts/run/run-file.ts";
import { appendEntry, currentState, mergeRuns } from "../../../generator/stegvis/theme/scripts/run/run-log.ts";

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

test("a command is filled in with what is noted, and says what is missing", () => {
  const pieces = [{ text: "ls  " }, { id: "host", text: "Host" }, { text: "/\n" }, { id: "key", text: "Key" }, { id: "key", text: "Key" }];
  const filled = fillCommand(pieces, (id) => (id === "host" ? "a" : ""));
  assert.deepEqual(filled, { text: "ls  a/\n{{key}}{{key}}", missing: ["Key"] });
  assert.deepEqual(fillCommand([], () => ""), { text: "", missing: [] });
});
