/**
 * A checklist of a run: marks, answers and notes go into the run's entries, and the page shows what
 * the entries say. Without this script the page is a plain form to tick.
 */
import { remembered } from "./memory.js";
import { change, renamed } from "./run/change.js";
import { add, merge, now } from "./run/merge.js";
import { download, fileName, take, takeFile, troubleOf } from "./run/passing.js";
import { write as asFile } from "./run/record.js";
import { sheet } from "./run/sheet.js";
import { button, copy, date, find, me, nameOf, say, tell } from "./run/speech.js";
import { Store, blank } from "./run/store.js";
import { keepPages } from "./run/worker.js";
import { counts, isSettled, may, way } from "./run/way.js";

/**
 * @typedef {import("./run/sheet.js").Line} Line
 * @typedef {import("./run/merge.js").Run} Run
 * @typedef {import("./run/merge.js").State} State
 * @typedef {Omit<import("./run/merge.js").Entry, "at">} Said
 */

const form = /** @type {HTMLFormElement} */ (find(document, "form[data-checklist]"));
const panel = find(document, "[data-run]");
const { graph, root, lines, seen } = sheet(document);
const names = renamed(root);
const opening = Store.open();
const asked = new URLSearchParams(location.search).get("run");
const roleNames = new Map(
  [...panel.querySelectorAll("[data-roles] label")].map((label) => [
    find(label, "input").getAttribute("value") ?? "",
    find(label, "span").textContent ?? "",
  ]),
);

/** @type {Run | null} */
let run = null;
let isLoaded = !asked;
let seenNow = emptyNow();
let current = way(root, new Map(), new Map(), me.roles);
/** What each step's item shows, so that only what differs is touched. @type {Map<string, string>} */
const shown = new Map();
/** Pause points that were confirmed on this page. @type {Set<string>} */
const confirmed = new Set();

function emptyNow() {
  return now({ id: "", procedure: "", made: 0, seen, entries: [] });
}

/** @param {Line} line @param {string} selector @returns {HTMLInputElement[]} its own controls */
const inputs = ({ item, path }, selector = "input") =>
  [...item.querySelectorAll(`:scope > .box ${selector}, :scope > fieldset ${selector}`)].filter(
    /** @returns {input is HTMLInputElement} */
    (input) => input instanceof HTMLInputElement && input.name === path,
  );

/** @param {string} path */
const stateOf = (path) => seenNow.marks.get(path)?.state ?? "open";

/** @param {string} path @returns {boolean} whether anything was said of it */
const isMarked = (path) => {
  const mark = seenNow.marks.get(path);
  return !!mark && (mark.state !== "open" || mark.answer.length > 0 || mark.note !== "");
};

// ---------------------------------------------------------------- what the run says

/** @param {...Said} saids */
function write(...saids) {
  if (!run) begin(blank(graph.procedure, seen));
  for (const said of saids) put(said);
  refresh();
  const finished = current.next === null && current.finish ? current.finish : "";
  if (finished !== seenNow.finished && run?.seen.revision === graph.revision) {
    put({ finished });
    refresh();
  }
  void keep();
}

/** @param {Said} said */
function put(said) {
  if (run) run = add(run, me.by ? { by: me.by, ...said } : said, Date.now());
}

/** @param {Run} one */
function begin(one) {
  run = isLoaded || !asked ? one : { ...one, id: asked };
  history.replaceState(null, "", `?run=${run.id}${location.hash.startsWith("#run=") ? "" : location.hash}`);
}

async function keep() {
  const store = await opening;
  if (!run) return;
  const [saved] = await store.save(run);
  if (saved) blend(saved);
  tell(find(panel, "[data-trouble]"), troubleOf(store));
}

/** @param {Run} other a copy of the run with what another tab or visit put into it */
function blend(other) {
  if (!run || run.id !== other.id) return;
  const merged = merge(run, other);
  if (merged.entries.length === run.entries.length) return;
  run = merged;
  refresh();
}

function refresh() {
  seenNow = run ? now(run, names) : emptyNow();
  const answers = new Map([...seenNow.marks].map(([path, mark]) => [path, mark.answer]));
  const states = new Map([...seenNow.marks].map(([path, mark]) => [path, mark.state]));
  current = way(root, answers, states, me.roles);
  paint();
}

// ---------------------------------------------------------------- what the page shows

function paint() {
  const onWay = new Set(current.way);
  const waiting = new Set(current.waiting);
  let latest = run?.made ?? 0;
  let offWay = 0;
  for (const line of lines.values()) {
    const { path, item } = line;
    const mark = seenNow.marks.get(path);
    const isOff = !onWay.has(path) && !waiting.has(path);
    if (isOff && counts(line.step)) offWay += 1;
    const state = line.step.options ? (mark?.answer.length ? "done" : "open") : stateOf(path);
    const isNext = current.next === path;
    const standing = isOff ? [] : standingOf(line, state, waiting.has(path), latest);
    if (isSettled(state) && mark) latest = Math.max(latest, mark.at);
    const loop = current.loop?.source === path ? current.loop.target : "";
    const isReached = current.finish === path && current.next === null;
    const said = JSON.stringify([isOff, waiting.has(path), state, isNext, isReached, standing, loop, mark?.answer]);
    if (shown.get(path) === said) continue;
    shown.set(path, said);
    const kept = [...item.classList].filter((name) => !STATES.has(name));
    if (state !== "open") kept.push(`is-${state}`);
    if (isOff) kept.push("is-off");
    if (waiting.has(path)) kept.push("is-waiting");
    if (isNext) kept.push("is-next");
    if (isReached) kept.push("is-reached");
    item.className = kept.join(" ");
    check(line);
    stand(line, standing);
    offerLoop(line, loop);
    showTools(line);
  }
  paintBar();
  find(form, "[data-off]").hidden = offWay === 0;
  const name = find(panel, "[data-name]");
  if (name instanceof HTMLInputElement && document.activeElement !== name) name.value = seenNow.name;
}

const STATES = new Set(
  ["doing", "done", "skipped", "blocked", "off", "waiting", "next", "reached"].map((name) => `is-${name}`),
);

/** @param {Line} line sets its controls as the run says */
function check({ path, ...line }) {
  const mark = seenNow.marks.get(path);
  for (const input of inputs({ path, ...line })) {
    input.checked = line.step.options ? !!mark?.answer.includes(input.value) : mark?.state === "done";
  }
}

/**
 * @param {Line} line
 * @param {string} state
 * @param {boolean} isWaiting for an answer
 * @param {number} latest when the step before it was settled
 */
function standingOf(line, state, isWaiting, latest) {
  const { path, step, place } = line;
  const mark = seenNow.marks.get(path);
  const said = [];
  if (isWaiting) said.push(say("live_answer", { number: lines.get(current.open[0] ?? "")?.number ?? "" }));
  if (mark && state !== "open") {
    const values = { state: say(`run_${state}`), by: mark.by, date: date(mark.at), reason: mark.reason, mark: "" };
    values.mark = say(mark.by ? "live_mark_by" : "live_mark", values);
    said.push(mark.reason ? say("live_reason", values) : values.mark);
  }
  if (current.waits.includes(path)) {
    said.push(say("live_since", { date: date(state === "doing" && mark ? mark.at : latest) }));
  }
  if (counts(step) && !isSettled(state) && !may(step.roles, me.roles)) {
    const roles = (step.roles ?? []).map((role) => roleNames.get(role) ?? role).join(", ");
    const isReader = me.roles.some((role) => place.part.readers.includes(role));
    said.push(say(isReader ? "live_look" : "live_hand_over", { roles }));
  }
  const rounds = seenNow.rounds.filter((round) => round.from && round.marks.has(path)).length;
  if (rounds) said.push(say("live_round", { number: rounds + 1 }));
  if (mark?.note) said.push(say("live_has_note", { note: mark.note }));
  return said;
}

/** @param {Line} line @param {string[]} said */
function stand({ item }, said) {
  let box = item.querySelector(":scope > .standing");
  if (!said.length) return box?.remove();
  if (!box) {
    box = document.createElement("div");
    box.className = "standing";
    find(item, ":scope > .box, :scope > fieldset, :scope > .act").after(box);
  }
  box.replaceChildren(
    ...said.map((text) => {
      const line = document.createElement("p");
      line.textContent = text;
      return line;
    }),
  );
}

/** @param {Line} line @param {string} target of the way back, if it is open */
function offerLoop({ item }, target) {
  item.querySelector(":scope > .loop")?.remove();
  if (!target) return;
  const number = lines.get(target)?.number ?? "";
  const box = document.createElement("div");
  box.className = "loop sure";
  const text = document.createElement("p");
  text.textContent = say("live_loop", { number });
  box.append(text, button(say("live_loop_go", { number }), goBack));
  find(item, ":scope > .box, :scope > fieldset, :scope > .act").after(box);
}

function goBack() {
  const { loop } = current;
  if (!loop) return;
  for (const path of loop.clear) confirmed.delete(path);
  write({ clear: loop.clear, round: loop.target });
  const line = lines.get(loop.target);
  line?.item.scrollIntoView({ block: "center" });
  line?.item.querySelector("input")?.focus({ preventScroll: true });
}

function paintBar() {
  const { done, least, most, next, mine } = current;
  const bar = find(form, "[data-bar]");
  const progress = /** @type {HTMLProgressElement} */ (find(bar, "progress"));
  progress.max = Math.max(most, 1);
  progress.value = done;
  const said =
    least === most ? say("live_count", { done, total: most }) : say("live_range", { done, least, most });
  const isFinished = next === null && current.finish !== null;
  tell(find(bar, "output"), isFinished ? `${said} · ${say("live_finished")}` : said);
  paintCase(seenNow.name);
  lead(find(bar, "[data-next]"), "live_next", next);
  lead(find(bar, "[data-mine]"), "live_mine", mine === next || !me.roles.length ? null : mine);
}

/** @param {string} name */
function paintCase(name) {
  for (const place of form.querySelectorAll("[data-case]")) tell(place, name);
}

/** @param {HTMLElement} link @param {string} words @param {string | null} path */
function lead(link, words, path) {
  link.hidden = path === null;
  if (path === null) return;
  tell(link, say(words, { number: lines.get(path)?.number ?? "" }));
  link.setAttribute("href", `#${path.replaceAll("/", ".")}`);
}

// ---------------------------------------------------------------- state and note of a step

/** @param {Line} line */
function addTools(line) {
  const { item, step, number } = line;
  if (step.kind === "finish" || step.answer !== undefined) return;
  const opener = button(say("run_tools"), () => {
    const isOpen = opener.getAttribute("aria-expanded") === "true";
    if (isOpen) item.querySelector(":scope > .tools")?.remove();
    else opener.after(tools(line));
    opener.setAttribute("aria-expanded", String(!isOpen));
    showTools(line);
  });
  const unseen = document.createElement("span");
  unseen.className = "unseen";
  unseen.textContent = ` ${number}`;
  opener.append(unseen);
  opener.className = "opener";
  opener.setAttribute("aria-expanded", "false");
  const last = item.querySelector(":scope > .under") ?? find(item, ":scope > .box, :scope > fieldset, :scope > .act");
  last.after(opener);
}

/** @param {Line} line */
function tools({ path, step }) {
  const box = copy("tools");
  const able = step.part ? ["open", "skipped"] : ["open", "doing", "done", "skipped", "blocked"];
  for (const input of box.querySelectorAll("[data-states] input")) {
    if (!(input instanceof HTMLInputElement)) continue;
    input.name = `state:${path}`;
    if (!able.includes(input.value)) input.parentElement?.remove();
  }
  if (step.options) find(box, "[data-states]").remove();
  find(box, step.secret ? "[data-note]" : "[data-secret]").remove();
  return box;
}

/** @param {Line} line sets what stands in its tools as the run says */
function showTools({ item, path }) {
  const box = item.querySelector(":scope > .tools");
  if (!box) return;
  const mark = seenNow.marks.get(path);
  const state = mark?.state ?? "open";
  for (const input of box.querySelectorAll("[data-states] input")) {
    if (input instanceof HTMLInputElement) input.checked = input.value === state;
  }
  const why = find(box, "[data-why]");
  why.hidden = state !== "blocked" && state !== "skipped";
  fill(why, mark?.reason ?? "");
  const note = box.querySelector("[data-note]");
  if (note) fill(note, mark?.note ?? "");
}

/** @param {Element} label @param {string} text */
function fill(label, text) {
  const field = label.querySelector("input, textarea");
  const isField = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
  if (isField && document.activeElement !== field) field.value = text;
}

// ---------------------------------------------------------------- what the reader does

/** @param {Line} line @param {State} state @param {string} [reason] */
async function mark(line, state, reason) {
  const { path } = line;
  if (state === "done" && !isSettled(stateOf(path)) && !(await isConfirmed(line))) return;
  write({ step: path, state, ...(reason ? { reason } : {}) });
}

/** @param {Line} line @param {string[]} answer */
async function decide(line, answer) {
  const { path } = line;
  const before = seenNow.marks.get(path)?.answer ?? [];
  if (!before.length && !(await isConfirmed(line))) return;
  const answers = new Map([...seenNow.marks].map(([step, one]) => [step, one.answer]));
  const states = new Map([...seenNow.marks].map(([step, one]) => [step, one.state]));
  const then = way(root, answers.set(path, answer), states);
  const left = new Set([...then.way, ...then.waiting]);
  const lost = current.way.filter((step) => !left.has(step) && isMarked(step));
  if (lost.length) {
    const numbers = lost.map((step) => lines.get(step)?.number).join(", ");
    if (!(await ask(line, say("live_drop", { numbers }), "live_drop"))) return;
  }
  write({ step: path, answer }, ...(lost.length ? [{ clear: lost }] : []));
}

/** @param {Line} line @returns {Promise<boolean>} whether its pause point is no hindrance */
async function isConfirmed(line) {
  const parts = line.path.split("/");
  const paths = parts.map((_, index) => parts.slice(0, index + 1).join("/"));
  const pausing = paths.filter(
    (path) =>
      lines.get(path)?.step.pause &&
      !confirmed.has(path) &&
      (path === line.path || ![...seenNow.marks.keys()].some((one) => one.startsWith(`${path}/`) && isMarked(one))),
  );
  if (!pausing.length) return true;
  const isSo = await ask(line, say("live_pause"), "live_pause");
  if (isSo) for (const path of pausing) confirmed.add(path);
  return isSo;
}

/** @type {(() => void) | null} */
let dismiss = null;

/**
 * @param {Line} line at which it is asked
 * @param {string} question
 * @param {string} words of the answers
 * @returns {Promise<boolean>}
 */
function ask(line, question, words) {
  dismiss?.();
  check(line);
  const from = document.activeElement;
  const box = copy("question");
  find(box, "p").textContent = question;
  box.setAttribute("aria-label", question);
  find(line.item, ":scope > .box, :scope > fieldset, :scope > .act").after(box);
  return new Promise((resolve) => {
    /** @param {boolean} isYes */
    const end = (isYes) => {
      box.remove();
      dismiss = null;
      check(line);
      showTools(line);
      if (from instanceof HTMLElement) from.focus({ preventScroll: true });
      resolve(isYes);
    };
    dismiss = () => end(false);
    for (const [name, isYes] of /** @type {const} */ ([["yes", true], ["no", false]])) {
      const one = find(box, `[data-${name}]`);
      one.textContent = say(`${words}_${name}`);
      one.addEventListener("click", () => end(isYes));
    }
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") end(false);
    });
    box.focus();
  });
}

form.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return;
  if (target.closest("[data-off]")) {
    form.classList.toggle("all-steps-shown", target instanceof HTMLInputElement && target.checked);
    return;
  }
  const item = target.closest(".tick");
  const line = lines.get(item?.id.replaceAll(".", "/") ?? "");
  if (!line) return;
  const { path } = line;
  if (target.closest("[data-states]")) void mark(line, /** @type {State} */ (target.value));
  else if (target.closest("[data-why]")) write({ step: path, state: stateOf(path), reason: target.value });
  else if (target.closest("[data-note]")) write({ step: path, note: target.value });
  else if (line.step.options) {
    const chosen = inputs(line).filter((input) => input.checked);
    void decide(line, chosen.map(({ value }) => value));
  } else void mark(line, target instanceof HTMLInputElement && target.checked ? "done" : "open");
});

// ---------------------------------------------------------------- the run as a whole

const message = find(panel, "[data-said]");

/** @param {string} text @param {...Node} more */
function announce(text, ...more) {
  message.replaceChildren(text, " ", ...more);
}

/** @param {Run | null} one */
function open(one) {
  run = null;
  confirmed.clear();
  isLoaded = true;
  if (one) begin(one);
  else history.replaceState(null, "", location.pathname);
  seenNow = emptyNow();
  refresh();
  showChange();
  void listOthers();
}

async function listOthers() {
  const place = find(panel, "[data-going]");
  const store = await opening;
  const others = (await store.all())
    .filter((one) => one.procedure === graph.procedure && one.id !== run?.id)
    .map((one) => ({ one, said: now(one) }))
    .filter(({ said }) => said.kept === "open" && !said.finished)
    .sort((first, second) => second.said.changed - first.said.changed)
    .slice(0, 12);
  place.querySelectorAll("a").forEach((link) => link.remove());
  for (const { one, said } of others) {
    const link = document.createElement("a");
    link.href = `?run=${one.id}`;
    link.textContent = nameOf(one, said.name);
    place.append(link);
  }
  place.hidden = others.length === 0;
}

function showChange() {
  const box = find(panel, "[data-change]");
  box.replaceChildren();
  box.hidden = true;
  if (!run) return;
  if (!run.seen.steps.length) run = { ...run, seen };
  const found = change(run.seen, seen, names);
  const versions = { old: run.seen.revision, new: graph.revision };
  if (run.seen.revision >= graph.revision) return;
  box.hidden = false;
  const head = document.createElement("p");
  box.append(head);
  if (seenNow.finished) {
    head.textContent = say("live_change_ended", versions);
    return;
  }
  head.textContent = say("live_change", versions);
  const list = document.createElement("ul");
  for (const kind of /** @type {const} */ (["added", "changed", "removed"])) {
    for (const { old, text } of found[kind]) {
      const entry = document.createElement("li");
      entry.textContent = say(`live_change_${kind}`, { text: kind === "removed" ? old : text });
      if (kind === "changed" && old && old !== text) {
        const before = document.createElement("span");
        before.lang = run.seen.locale;
        before.textContent = say("live_change_old", { text: old });
        entry.append(document.createElement("br"), before);
      }
      list.append(entry);
    }
  }
  const hint = document.createElement("p");
  hint.textContent = say("live_change_keep");
  const steps = found.changed.filter(({ path }) => isMarked(path));
  const go = button(say("live_change_go", versions), () => {
    if (run) run = { ...run, seen };
    write(...steps.map(({ path }) => /** @type {Said} */ ({ step: path, state: "open", answer: [] })));
    showChange();
  });
  box.append(list, hint, go);
}

/** @param {"archived" | "removed"} kept @param {string} words */
function putAway(kept, words) {
  if (!run) return;
  const name = nameOf(run, seenNow.name);
  put({ kept });
  const away = run;
  void keep().then(() => {
    open(null);
    announce(
      say(words, { name }),
      button(say("live_undo"), () => {
        open(away);
        write({ kept: "open" });
        announce("");
        find(panel, "[data-name]").focus();
      }),
    );
  });
}

const title = () => (run ? nameOf(run, seenNow.name) : "");

/** What the buttons do. @type {Record<string, () => void>} */
const ACTS = {
  new() {
    open(null);
    announce("");
    find(panel, "[data-name]").focus();
  },
  duplicate() {
    if (!run) return;
    const name = say("live_copy_of", { name: title() });
    open({ ...run, id: blank(graph.procedure, seen).id });
    write({ name });
  },
  archive: () => putAway("archived", "live_archived"),
  delete: () => putAway("removed", "live_deleted"),
  file() {
    if (run) download(`${fileName(title())}.json`, asFile([run]));
  },
  async link() {
    if (!run) return;
    const { fragment } = await import("./run/link.js");
    const said = await fragment(run);
    if (!said) {
      announce(say("live_long"));
      return;
    }
    const address = `${location.origin}${location.pathname}#run=${said}`;
    try {
      await navigator.clipboard.writeText(address);
      announce(say("live_copied"));
    } catch {
      const field = document.createElement("input");
      field.readOnly = true;
      field.value = address;
      field.setAttribute("aria-label", say("live_copy"));
      announce(say("live_copy"), field);
      field.select();
    }
  },
};

panel.addEventListener("click", ({ target }) => {
  const act = target instanceof Element ? target.closest("[data-do]")?.getAttribute("data-do") : null;
  if (act) ACTS[act]?.();
});

// While it is typed: if the page moved on leaving the field, the click that left it would miss.
panel.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLInputElement && target.matches("[data-name]")) paintCase(target.value.trim());
});

panel.addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  if (target.matches("[data-name]")) write({ name: target.value.trim() });
  else if (target.matches("[data-by]")) me.by = target.value.trim();
  else if (target.closest("[data-english]")) showEnglish(target.checked);
  else if (target.closest("[data-roles]")) {
    const boxes = [...panel.querySelectorAll("[data-roles] input")];
    const mine = boxes.flatMap((box) => (box instanceof HTMLInputElement && box.checked ? [box.value] : []));
    me.roles = [...me.roles.filter((role) => !roleNames.has(role)), ...mine];
    refresh();
  } else if (target.files?.[0]) void takeOver(target);
});

/** @param {HTMLInputElement} field */
async function takeOver(field) {
  const file = field.files?.[0];
  if (!file) return;
  const { runs, said } = await takeFile(await opening, file);
  field.value = "";
  const here = runs.filter((one) => one.procedure === graph.procedure);
  if (here.length === 1 && here[0]) open(here[0]);
  announce(said);
}

find(panel, "a[data-record]").addEventListener("click", ({ currentTarget }) => {
  const link = /** @type {HTMLAnchorElement} */ (currentTarget);
  link.search = run ? `?record=${run.id}` : "";
});

/** @param {boolean} isShown */
function showEnglish(isShown) {
  remembered.set("english", isShown ? "yes" : "");
  for (const old of document.querySelectorAll("main .source")) old.remove();
  if (!isShown) return;
  for (const label of document.querySelectorAll("main b.label[data-source]")) {
    const span = document.createElement("span");
    span.className = "source";
    span.lang = "en";
    span.textContent = ` (${label.getAttribute("data-source")})`;
    label.after(span);
  }
}

// ---------------------------------------------------------------- clearing the sheet

form.addEventListener("reset", (event) => event.preventDefault());
const clear = find(form, "[data-clear]");
const sure = find(form, "[data-sure]");
const close = () => {
  sure.hidden = true;
  clear.focus();
};
clear.addEventListener("click", () => {
  sure.hidden = false;
  find(sure, "[data-no]").focus();
});
find(sure, "[data-yes]").addEventListener("click", () => {
  const marked = [...seenNow.marks.keys()].filter(isMarked);
  confirmed.clear();
  if (marked.length) write({ clear: marked });
  close();
});
find(sure, "[data-no]").addEventListener("click", close);
sure.addEventListener("keydown", ({ key }) => {
  if (key === "Escape") close();
});

// ---------------------------------------------------------------- the beginning

async function begun() {
  const store = await opening;
  store.watch(async (ids) => {
    if (run && ids.includes(run.id)) {
      const other = await store.get(run.id);
      if (other) blend(other);
    }
    void listOthers();
  });
  tell(find(panel, "[data-trouble]"), troubleOf(store));
  if (location.hash.startsWith("#run=")) {
    const { unfolded } = await import("./run/link.js");
    const found = await unfolded(location.hash.slice(5), Date.now());
    history.replaceState(null, "", location.pathname);
    const { runs, said } = await take(store, found);
    open(runs.find((one) => one.procedure === graph.procedure) ?? null);
    announce(said);
    return;
  }
  if (!asked) {
    void listOthers();
    return;
  }
  const kept = await store.get(asked);
  const isOurs = kept?.procedure === graph.procedure && now(kept).kept !== "removed";
  isLoaded = true;
  if (kept && isOurs && run) {
    blend(kept);
    void keep();
  } else if (!run) open(isOurs ? kept : null);
  if (!isOurs && !run) announce(say("live_missing"));
}

form.classList.add("live");
for (const line of lines.values()) {
  addTools(line);
  if (line.step.kind === "finish") for (const input of inputs(line)) input.disabled = true;
}
const by = find(panel, "[data-by]");
if (by instanceof HTMLInputElement) by.value = me.by;
for (const box of panel.querySelectorAll("[data-roles] input")) {
  if (box instanceof HTMLInputElement) box.checked = me.roles.includes(box.value);
}
const english = find(panel, "[data-english]");
english.hidden = !document.querySelector("main b.label[data-source]");
if (remembered.get("english") && !english.hidden) {
  /** @type {HTMLInputElement} */ (find(english, "input")).checked = true;
  showEnglish(true);
}
panel.hidden = false;
find(form, "[data-bar]").hidden = false;
refresh();
void begun();
void keepPages();
addEventListener("pageshow", ({ persisted }) => {
  if (persisted) location.reload();
});
