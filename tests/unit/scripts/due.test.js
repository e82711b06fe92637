// When steps are due: the arithmetic of days, what it is counted from, and the calendar file.
import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { serializeCalendar } from "../../../generator/stegvis/theme/scripts/run/calendar-file.ts";
import { computeDue, findDueTimes, isOverdue, overdueFrom, sortOpen } from "../../../generator/stegvis/theme/scripts/run/due-times.ts";
import { expandGraph, expandedSteps } from "../../../generator/stegvis/theme/scripts/run/run-graph.ts";
import { appendEntry, currentState, mergeRuns } from "../../../generator/stegvis/theme/scripts/run/run-log.ts";
import { traverseRun } from "../../../generator/stegvis/theme/scripts/run/traversal.ts";
import { addDays, addWorkingDays, parseDay, readCalendar, toIso } from "../../../generator/stegvis/theme/scripts/run/working-days.ts";

const office = readCalendar("12345", "12-25 2026-12-24");
const never = readCalendar("", "");

/** Calls back where clocks show the time of a zone. */
function inZone(zone, act) {
  const before = process.env.TZ;
  process.env.TZ = zone;
  try {
    act();
  } finally {
    process.env.TZ = before ?? "UTC";
  }
}

/** Returns the days or moments between which something is due, as ISO 8601. */
function due(period, from, calendar = office) {
  const found = computeDue(period, new Date(from), calendar);
  if (!found) return found;
  const format = (moment) => moment && (found.isDay ? toIso(moment) : moment.toISOString());
  return found.earliest ? [format(found.earliest), format(found.latest)] : format(found.latest);
}

test("days are days of the calendar, also where clocks change and months end", () => {
  inZone("Europe/Stockholm", () => {
    assert.equal(due({ latest: 1, unit: "days" }, "2026-03-28T23:30+01:00"), "2026-03-29");
    assert.equal(due({ latest: 2, unit: "days" }, "2026-03-28T00:30+01:00"), "2026-03-30");
    assert.equal(due({ latest: 1, unit: "days" }, "2026-10-25T00:30+02:00"), "2026-10-26");
    assert.equal(due({ latest: 1, unit: "days" }, "2026-02-28T12:00+01:00"), "2026-03-01");
    assert.equal(due({ latest: 1, unit: "days" }, "2028-02-28T12:00+01:00"), "2028-02-29");
    assert.equal(due({ latest: 2, unit: "weeks" }, "2026-12-20T12:00+01:00"), "2027-01-03");
  });
});

test("hours are hours, also where clocks change", () => {
  inZone("Europe/Stockholm", () => {
    assert.equal(due({ latest: 24, unit: "hours" }, "2026-03-28T12:00+01:00"), "2026-03-29T11:00:00.000Z");
    assert.deepEqual(due({ earliest: 24, latest: 48, unit: "hours" }, "2026-10-24T12:00+02:00"), [
      "2026-10-25T10:00:00.000Z",
      "2026-10-26T10:00:00.000Z",
    ]);
  });
});

test("a day is that of the reader's zone", () => {
  for (const [zone, day] of [["Pacific/Auckland", "2026-06-03"], ["America/Los_Angeles", "2026-06-02"]]) {
    inZone(zone, () => assert.equal(due({ latest: 1, unit: "days" }, "2026-06-01T20:00Z"), day));
  }
});

test("a day that begins at one o'clock is the same day", () => {
  inZone("Africa/Cairo", () => {
    const day = addDays(new Date("2026-04-23T12:00Z"), 1);
    assert.equal(toIso(day), "2026-04-24");
    assert.equal(day.getHours(), 1);
    assert.equal(toIso(addDays(day, 1)), "2026-04-25");
    assert.equal(addDays(day, 1).getHours(), 0);
  });
});

test("working days leave out weekends and holidays", () => {
  inZone("Europe/Stockholm", () => {
    const after = (count, from) => due({ latest: count, unit: "working days" }, from);
    assert.equal(after(1, "2026-11-20T17:00+01:00"), "2026-11-23");
    assert.equal(after(1, "2026-11-21T17:00+01:00"), "2026-11-23");
    assert.equal(after(5, "2026-11-20T17:00+01:00"), "2026-11-27");
    assert.equal(after(1, "2026-12-23T17:00+01:00"), "2026-12-28");
    assert.equal(after(1, "2028-12-22T17:00+01:00"), "2028-12-26");
    assert.equal(due({ latest: 1, unit: "working days", before: "start" }, "2026-12-28T00:00+01:00"), "2026-12-23");
    assert.equal(due({ latest: 1, unit: "working days" }, "2026-11-18T12:00Z", readCalendar("67", "")), "2026-11-21");
    assert.equal(due({ latest: 1, unit: "working days" }, "2026-11-18T12:00Z", never), null);
  });
});

test("a range before a date begins with its greater number", () => {
  const found = due({ earliest: 14, latest: 30, unit: "days", before: "start" }, "2026-12-31T12:00Z");
  assert.deepEqual(found, ["2026-12-01", "2026-12-17"]);
});

test("what no calendar has is no date", () => {
  for (const text of ["2026-02-29", "2026-2-3", "tomorrow", "", "2026-13-01", "+12026-01-01"]) assert.equal(parseDay(text), null, text);
  for (const text of ["2028-02-29", "0026-01-01", "9999-12-31"]) assert.equal(toIso(parseDay(text)), text);
});

const zones = fc.constantFrom("UTC", "Europe/Stockholm", "America/Sao_Paulo", "Africa/Cairo", "Australia/Lord_Howe", "Asia/Kathmandu");
const moments = fc.date({ min: new Date("1990-01-01T00:00Z"), max: new Date("2100-01-01T00:00Z"), noInvalidDate: true });

test("so many days there and back are the same day, in every zone", () => {
  fc.assert(
    fc.property(zones, moments, fc.integer({ min: -999, max: 999 }), (zone, moment, count) => {
      inZone(zone, () => {
        const there = addDays(moment, count);
        assert.equal(toIso(addDays(there, -count)), toIso(moment));
        assert.ok(toIso(parseDay(toIso(there))) === toIso(there));
      });
    }),
  );
});

test("working days counted one by one are those of the working week", () => {
  fc.assert(
    fc.property(zones, moments, fc.integer({ min: 1, max: 60 }), fc.boolean(), (zone, moment, count, isBack) => {
      inZone(zone, () => {
        const end = addWorkingDays(moment, isBack ? -count : count, office);
        let counted = 0;
        for (let day = addDays(moment); toIso(day) !== toIso(end); counted += isWork(day) ? 1 : 0) day = addDays(day, isBack ? -1 : 1);
        assert.equal(counted, count);
      });
    }),
  );
});

const isWork = (day) => ![0, 6].includes(day.getDay()) && !/-12-25$|^2026-12-24$/.test(toIso(day));

const graph = {
  collection: "loans",
  procedure: "loan",
  revision: 1,
  readers: [],
  steps: [
    { id: "ask", next: "answer" },
    { id: "answer", next: "lent", due: { latest: 48, unit: "hours" } },
    { id: "lent", options: [{ id: "yes", next: "sign" }, { id: "no", next: "answer", again: true }] },
    { id: "sign", next: "pack", due: { latest: 3, unit: "working days" } },
    {
      id: "pack",
      task: false,
      next: "insure",
      part: { procedure: "packing", revision: 1, readers: [], steps: [{ id: "box", next: "seal" }, { id: "seal", due: { latest: 1, unit: "days" } }] },
    },
    { id: "insure", next: "end", due: { latest: 14, unit: "days", before: "opening" } },
    { id: "end", task: false },
  ],
};
const root = expandGraph(graph);
const steps = new Map(
  expandedSteps(root).map((expanded) => [expanded.path, { ...expanded, values: expanded.path === "sign" ? [["opening", "Opening"]] : [] }]),
);
const at = (text) => Date.parse(`${text}Z`);
const begun = { id: "run-00000001", procedure: "loan", made: at("2026-11-20T08:00"), snapshots: [], entries: [] };

/** Returns a run with entries, each made when its clock said so. */
const runOf = (...entries) => entries.reduce((run, [time, entry]) => appendEntry(run, entry, at(time)), begun);

function timesOf(run) {
  const state = currentState(run);
  return findDueTimes(steps, state, traverseRun(root, state.marks), run.made, office);
}

/** Returns by path when the steps of a run are due, with a mark at those that are done. */
const dueIn = (run) =>
  Object.fromEntries(
    timesOf(run).map(({ path, isDay, latest, isOpen }) => [path, `${isDay ? toIso(latest) : latest.toISOString().slice(0, 16)}${isOpen ? "" : " done"}`]),
  );

const asked = ["2026-11-20T09:00", { step: "ask", state: "done" }];
const answered = ["2026-11-21T09:00", { step: "answer", state: "done" }];
const lent = ["2026-11-21T10:00", { step: "lent", answer: ["yes"] }];
const signed = ["2026-11-24T10:00", { step: "sign", state: "done" }];

test("a step is due as soon as the step before is settled", () => {
  inZone("UTC", () => {
    assert.deepEqual(dueIn(begun), {});
    assert.deepEqual(dueIn(runOf(asked)), { answer: "2026-11-22T09:00" });
    assert.deepEqual(dueIn(runOf(asked, answered)), { answer: "2026-11-22T09:00 done" });
    assert.deepEqual(dueIn(runOf(asked, answered, lent)), { answer: "2026-11-22T09:00 done", sign: "2026-11-25" });
  });
});

test("skipping without a reason settles nothing", () => {
  inZone("UTC", () => {
    assert.deepEqual(dueIn(runOf([asked[0], { step: "ask", state: "skipped" }])), {});
    assert.deepEqual(dueIn(runOf([asked[0], { step: "ask", state: "skipped", reason: "They know." }])), { answer: "2026-11-22T09:00" });
    assert.deepEqual(dueIn(runOf([asked[0], { step: "ask", state: "doing" }])), {});
  });
});

test("steps of a part follow each other and the step before the part", () => {
  inZone("UTC", () => {
    const boxed = ["2026-11-25T10:00", { step: "pack/box", state: "done" }];
    assert.equal(dueIn(runOf(asked, answered, lent, signed, boxed))["pack/seal"], "2026-11-26");
  });
});

const orders = {
  collection: "loans",
  procedure: "orders",
  revision: 1,
  readers: [],
  steps: [
    { id: "start", next: "each" },
    {
      id: "each",
      each: "order",
      next: "report",
      part: {
        procedure: "orders/each",
        revision: 1,
        readers: [],
        steps: [{ id: "send", next: "pay", due: { latest: 2, unit: "hours" } }, { id: "pay", due: { latest: 3, unit: "days", after: "day" } }],
      },
    },
    { id: "report", next: "end", due: { latest: 1, unit: "hours" } },
    { id: "end", task: false },
  ],
};

test("items are due by themselves, and what follows when the list is ended", () => {
  inZone("UTC", () => {
    // The page of runs has the steps as they are without scripts; a checklist has them for each item.
    const pages = [undefined, () => ["~one", "~2"]].map((items) =>
      expandedSteps(expandGraph(orders, items)).map((each) => [each.path, { ...each, values: each.step.id === "send" ? [["day", "Day"]] : [] }]),
    );
    const made = [
      ["2026-11-20T09:00", { step: "start", state: "done" }],
      ["2026-11-20T10:00", { step: "each", value: ["~one", "4711"] }],
      ["2026-11-20T11:00", { step: "each/~one/send", state: "done" }],
      ["2026-11-20T12:00", { step: "each/~one/send", value: ["day", "2026-12-01"] }],
      ["2026-11-20T13:00", { step: "each", value: ["~2", "4712"] }],
    ];
    const dueAmong = (...entries) => {
      const run = { ...runOf(...entries), procedure: "orders" };
      const state = currentState(run);
      const traversal = traverseRun(expandGraph(orders), state.marks);
      const [found, same] = pages.map((page) => {
        const times = findDueTimes(new Map(page), state, traversal, run.made, office);
        return Object.fromEntries(times.map(({ path, isDay, latest }) => [path, isDay ? toIso(latest) : latest.toISOString().slice(0, 16)]));
      });
      assert.deepEqual(found, same);
      return found;
    };
    const items = { "each/~one/send": "2026-11-20T12:00", "each/~one/pay": "2026-12-04", "each/~2/send": "2026-11-20T15:00" };
    assert.deepEqual(dueAmong(...made), items);
    const settled = ["each/~one/pay", "each/~2/send", "each/~2/pay", "each"].map((step, index) => [`2026-11-21T0${index}:00`, { step, state: "done" }]);
    assert.deepEqual(dueAmong(...made, ...settled), { ...items, report: "2026-11-21T04:00" });
  });
});

test("a noted date counts, and what is no date counts for nothing", () => {
  inZone("Europe/Stockholm", () => {
    const note = (text) => ["2026-11-24T09:00", { step: "sign", value: ["opening", text] }];
    assert.equal(dueIn(runOf(asked, answered, lent, note("2027-01-10"))).insure, "2026-12-27");
    for (const text of ["soon", "", "2027-02-30"]) assert.equal(dueIn(runOf(asked, answered, lent, note(text))).insure, undefined);
  });
});

test("another round is counted from when the run went back, and from a step that is ticked again", () => {
  inZone("UTC", () => {
    const back = ["2026-11-23T08:00", { clear: ["answer", "lent"], round: "answer" }];
    const refused = ["2026-11-22T10:00", { step: "lent", answer: ["no"] }];
    assert.deepEqual(dueIn(runOf(asked, answered, refused, back)), { answer: "2026-11-25T08:00" });
    const reopened = ["2026-11-24T08:00", { step: "ask", state: "open" }];
    assert.deepEqual(dueIn(runOf(asked, answered, refused, back, reopened)), {});
    const askedAgain = ["2026-11-24T09:00", { step: "ask", state: "done" }];
    assert.deepEqual(dueIn(runOf(asked, answered, refused, back, reopened, askedAgain)), { answer: "2026-11-26T09:00" });
  });
});

test("a mark after one of a clock that was ahead is counted from what its own clock said", () => {
  inZone("UTC", () => {
    const ahead = runOf(["2031-01-01T00:00", { step: "ask", note: "made by a clock that was years ahead" }]);
    const run = appendEntry(ahead, { step: "ask", state: "done" }, at("2026-11-20T09:00"));
    assert.ok(run.entries[1].at > at("2031-01-01T00:00"));
    assert.deepEqual(dueIn(run), { answer: "2026-11-22T09:00" });
    const merged = mergeRuns(runOf(asked), ahead);
    assert.deepEqual(dueIn(merged), { answer: "2026-11-22T09:00" });
  });
});

test("a day is over when it ends, a moment when it comes, and what is done is never overdue", () => {
  inZone("Europe/Stockholm", () => {
    const [, sign] = timesOf(runOf(asked, answered, lent));
    assert.equal(overdueFrom(sign).toISOString(), "2026-11-25T23:00:00.000Z");
    assert.ok(!isOverdue(sign, at("2026-11-25T22:59")) && isOverdue(sign, at("2026-11-25T23:00")));
    const [answer] = timesOf(runOf(asked));
    assert.ok(!isOverdue(answer, at("2026-11-22T08:59")) && isOverdue(answer, at("2026-11-22T09:00")));
    const [settled] = timesOf(runOf(asked, answered));
    assert.ok(!isOverdue(settled, at("2030-01-01T00:00")));
    const late = { ...sign, latest: addDays(sign.latest, 9) };
    assert.deepEqual(sortOpen([late, settled, sign]), [sign, late]);
  });
});

const event = { uid: "run/step", isDay: true, at: new Date(2026, 11, 31), title: "Sign", description: "", url: "https://site.example/en/#sign" };
const linesOf = (text) => text.replaceAll("\r\n ", "").split("\r\n");

test("an event of a day ends with the next day, and one at a moment is in UTC", () => {
  inZone("America/New_York", () => {
    const day = linesOf(serializeCalendar([{ ...event, at: new Date(2026, 11, 31) }], new Date("2026-11-22T01:02:03.456Z"), 7));
    for (const line of ["DTSTAMP:20261122T010203Z", "SEQUENCE:7", "DTSTART;VALUE=DATE:20261231", "DTEND;VALUE=DATE:20270101"]) assert.ok(day.includes(line), line);
    const moment = linesOf(serializeCalendar([{ ...event, isDay: false, at: new Date("2026-12-31T23:50Z") }], new Date(), 1));
    for (const line of ["DTSTART:20261231T235000Z", "DTEND:20270101T000500Z"]) assert.ok(moment.includes(line), line);
  });
});

test("texts end no line and begin no property; lines are folded between characters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 120 }), fc.string({ unit: "grapheme", maxLength: 120 }), (title, description) => {
      const text = serializeCalendar([{ ...event, title: `a\r\nBEGIN:VEVENT\n\ud800${title}`, description }], new Date(), 1);
      assert.ok(text.endsWith("END:VCALENDAR\r\n"));
      assert.doesNotMatch(text.replaceAll("\r\n", ""), /[\u0000-\u001f\u007f]/u);
      for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75);
      assert.equal(text, Buffer.from(text).toString());
      assert.equal(linesOf(text).filter((line) => line === "BEGIN:VEVENT").length, 1);
    }),
  );
});

test("years that calendars don't have are left out", () => {
  const far = serializeCalendar([{ ...event, at: new Date(Date.UTC(12000, 1, 1)) }], new Date(), 1);
  assert.ok(!far.includes("VEVENT"));
});
