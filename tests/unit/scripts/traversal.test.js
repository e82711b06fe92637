// The way through a procedure: the cases that the reference in Python is tested with too.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import fc from "fast-check";

import { all, place, stateOf, way, wayOf } from "../../../generator/stegvis/theme/assets/run/way.js";

const folder = new URL("../../fixtures/traversal/", import.meta.url);
const cases = readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(new URL(name, folder)))]);

for (const [name, { says, graph, runs }] of cases) {
  for (const { says: told, answers = {}, marks = {}, roles = [], is } of runs) {
    test(`${name}: ${says} ${told}`, () => {
      const found = way(place(graph), new Map(Object.entries(answers)), new Map(Object.entries(marks)), roles);
      for (const [key, value] of Object.entries(is)) assert.deepEqual(found[key], value, key);
    });
  }
}

const graphs = fc.constantFrom(...cases.map(([, { graph }]) => graph));
const choices = fc.infiniteStream(fc.nat(5));

test("answering what is open comes to an end or to a way back, and counts all of it", () => {
  fc.assert(
    fc.property(graphs, choices, (graph, random) => {
      const root = place(graph);
      const answers = new Map();
      const states = new Map();
      const placed = new Map(all(root).map((one) => [one.path, one]));
      for (let turn = 0; turn < 200; turn += 1) {
        const found = way(root, answers, states);
        assert.ok(found.done <= found.least && found.least <= found.most);
        if (found.loop) {
          for (const path of found.loop.clear) answers.delete(path) || states.delete(path);
          if (turn > 100) return;
        } else if (found.next === null) {
          assert.ok(found.finish);
          assert.equal(found.done, found.most);
          return;
        } else {
          const { step } = placed.get(found.next);
          if (step.options) answers.set(found.next, [step.options[random.next().value % step.options.length].id]);
          else states.set(found.next, "done");
        }
      }
      assert.fail("the way has no end");
    }),
  );
});

test("a step is on the way, waits for an answer, or is off it", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const root = place(graph);
      const found = way(root, new Map(), new Map());
      const listed = [...found.way, ...found.waiting];
      assert.equal(new Set(listed).size, listed.length);
      const paths = new Set(all(root).map(({ path }) => path));
      for (const path of listed) assert.ok(paths.has(path));
    }),
  );
});

const mark = { state: "skipped", at: 1, by: "", reason: "", answer: [], note: "" };

test("what does not apply is not settled without a reason, unless it is optional", () => {
  const step = { id: "lock", kind: "action" };
  assert.equal(stateOf(step), "open");
  assert.equal(stateOf(step, mark), "lacking");
  assert.equal(stateOf(step, { ...mark, reason: " \n" }), "lacking");
  assert.equal(stateOf(step, { ...mark, reason: "no door" }), "skipped");
  assert.equal(stateOf({ ...step, optional: true }, mark), "skipped");
  assert.equal(stateOf(step, { ...mark, state: "blocked" }), "blocked");
});

test("a procedure is called until its call is skipped with a reason", () => {
  const called = { procedure: "lock-up", revision: 1, readers: [], steps: [{ id: "turn-key", kind: "action" }] };
  const steps = [{ id: "lock", kind: "call", part: called, next: "end" }, { id: "end", kind: "finish" }];
  const root = place({ procedure: "leave", revision: 1, readers: [], steps });
  assert.deepEqual(wayOf(root, new Map([["lock", mark]])).way, ["lock", "lock/turn-key", "end"]);
  assert.deepEqual(wayOf(root, new Map([["lock", { ...mark, reason: "is open" }]])).way, ["lock", "end"]);
});
