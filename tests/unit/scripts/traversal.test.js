// The traversal of a run: the cases that the oracle in Python is tested with, too.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";

import fc from "fast-check";

import { combineAnswers } from "../../../generator/stegvis/theme/scripts/run/combinations.ts";
import { expandGraph, expandedSteps, stateOf } from "../../../generator/stegvis/theme/scripts/run/run-graph.ts";
import { traverse, traverseRun } from "../../../generator/stegvis/theme/scripts/run/traversal.ts";
import { asInCases } from "./names.js";

const folder = new URL("../../fixtures/traversal/", import.meta.url);
const cases = readdirSync(folder).map((name) => [name, JSON.parse(readFileSync(new URL(name, folder)))]);

for (const [name, { says, graph, runs }] of cases) {
  for (const { says: told, answers = {}, marks = {}, roles = [], party = "", is } of runs) {
    test(`${name}: ${says} ${told}`, () => {
      const root = expandGraph(graph);
      const traversal = traverse(root, new Map(Object.entries(answers)), new Map(Object.entries(marks)), { party, roles }, combineAnswers);
      const found = asInCases(traversal);
      for (const [key, value] of Object.entries(is)) assert.deepEqual(found[key], value, key);
    });
  }
}

const graphs = fc.constantFrom(...cases.map(([, { graph }]) => graph));
const choices = fc.infiniteStream(fc.nat(5));

test("answering what is pending comes to an end or to an edge back, and counts all of it", () => {
  fc.assert(
    fc.property(graphs, choices, (graph, random) => {
      const root = expandGraph(graph);
      const answers = new Map();
      const states = new Map();
      const steps = new Map(expandedSteps(root).map((expanded) => [expanded.path, expanded]));
      for (let turn = 0; turn < 200; turn += 1) {
        const found = traverse(root, answers, states);
        assert.ok(found.done <= found.least && found.least <= found.most);
        if (found.backEdge) {
          for (const path of found.backEdge.clear) answers.delete(path) || states.delete(path);
          if (turn > 100) return;
        } else if (found.next === null) {
          assert.ok(found.finish);
          assert.equal(found.done, found.most);
          return;
        } else {
          const { step } = steps.get(found.next);
          if (step.options) answers.set(found.next, [step.options[random.next().value % step.options.length].id]);
          else states.set(found.next, "done");
        }
      }
      assert.fail("the run has no end");
    }),
  );
});

test("a step is visited, undecided, or neither", () => {
  fc.assert(
    fc.property(graphs, (graph) => {
      const root = expandGraph(graph);
      const found = traverse(root, new Map(), new Map());
      const listed = [...found.visited, ...found.undecided];
      assert.equal(new Set(listed).size, listed.length);
      const paths = new Set(expandedSteps(root).map(({ path }) => path));
      for (const path of listed) assert.ok(paths.has(path));
    }),
  );
});

const mark = { state: "skipped", at: 1, by: "", reason: "", answer: [], note: "" };

test("what does not apply is not settled without a reason, unless it is optional", () => {
  const step = { id: "lock" };
  assert.equal(stateOf(step, undefined), "open");
  assert.equal(stateOf(step, mark), "lacking");
  assert.equal(stateOf(step, { ...mark, reason: " \n" }), "lacking");
  assert.equal(stateOf(step, { ...mark, reason: "no door" }), "skipped");
  assert.equal(stateOf({ ...step, optional: true }, mark), "skipped");
  assert.equal(stateOf(step, { ...mark, state: "blocked" }), "blocked");
});

test("a procedure is called until its call is skipped with a reason", () => {
  const called = { procedure: "lock-up", revision: 1, readers: [], steps: [{ id: "turn-key" }] };
  const steps = [{ id: "lock", task: false, part: called, next: "end" }, { id: "end", task: false }];
  const root = expandGraph({ procedure: "leave", revision: 1, readers: [], steps });
  assert.deepEqual(traverseRun(root, new Map([["lock", mark]])).visited, ["lock", "lock/turn-key", "end"]);
  assert.deepEqual(traverseRun(root, new Map([["lock", { ...mark, reason: "is open" }]])).visited, ["lock", "end"]);
});

test("an outcome may be called what every object has", () => {
  const part = { procedure: "inner", revision: 1, readers: [], steps: [{ id: "constructor", task: false }] };
  const steps = [
    { id: "call", task: false, next: "after", outcomes: { refused: "stop" }, part },
    { id: "stop", next: "end" },
    { id: "after", next: "end" },
    { id: "end", task: false },
  ];
  const root = expandGraph({ procedure: "outer", revision: 1, readers: [], steps });
  assert.equal(traverse(root, new Map(), new Map()).next, "after");
});
