/**
 * A checklist of a run: marks, answers and notes go into the run's entries, and the page shows what
 * the entries say. Without this script the page is a plain form to tick.
 */
import { remembered } from "./memory.js";
import { change, renamed } from "./run/change.js";
import { add, merge, now } from "./run/merge.js";
import { download, fileName, take, takeFile, troubleOf } from "./run/passing.js";
import { write as asFile } from "./run/record.js";
import { chosen, sheet } from "./run/sheet.js";
import { button, copy, date, element, find, inputsIn, me, nameOf, say, tell } from "./run/speech.js";
import { Store, blank } from "./run/store.js";
import { keepPages } from "./run/worker.js";
import { counts, isSettled, may, stateOf, wayOf } from "./run/way.js";

/**
 * @typedef {import("./run/sheet.js").Line} Line
 * @typedef {import("./run/merge.js").Run} Run
 * @typedef {import("./run/merge.js").Mark} Mark
 * @typedef {import("./run/merge.js").State} State
 * @typedef {Omit<import("./run/merge.js").Entry, "at">} Said
 */

const form = /** @type {HTMLFormElement} */ (find(document, "form[data-checklist]"));
const panel = find(document, "[data-run]");
const clear = /** @type {HTMLButtonElement} */ (find(form, "[data-clear]"));
const { graph, root, lines, seen } = sheet(document);
const names = renamed(root);
const opening = Store.open();
const asked = new URLSearchParams(location.search).get("run");
const roleBoxes = inputsIn(panel, "[data-roles] input");
const roleNames = new Map(roleBoxes.map((box) => [box.value, box.parentElement?.textContent?.trim() ?? ""]));

/** @type {Run | null} */
let run = null;
let isLoaded = !asked;
let seenNow = emptyNow();
let current = wayOf(root, seenNow.marks);
/** What each step's item shows, so that only what differs is touched. @type {Map<string, string>} */
const shown = new Map();
/** Pause points that were confirmed on this page. @type {Set<string>} */
const confirmed = new Set();

function emptyNow() {
  return now({ id: "", procedure: "", made: 0, seen, entries: [] });
}

/** @param {Line} line @returns {HTMLInputElement[]} its own controls */
const inputs = ({ item }) => inputsIn(item, ":scope > .box input, :scope > fieldset input");

/** @param {Line} line @returns {HTMLElement} what says what is to be done */
const act = ({ item }) => find(item, ":scope > .box, :scope > fieldset, :scope > .act");

/** @param {string} path @returns {boolean} whether anything was said of it */
const isMarked = (path) => {
  const mark = seenNow.marks.get(path);
  return !!mark && (mark.state !== "open" || mark.answer.length > 0 || mark.note !== "");
};

/** @param {string} path of a call @returns {boolean} whether anything was said of what it calls */
const isBegun = (path) => [...seenNow.marks.keys()].some((one) => one.startsWith(`${path}/`) && isMarked(one));

/** Whether the run was finished with an earlier revision: then it stays as it was. */
const isPast = () => !!run && !!seenNow.finished && run.seen.revision < graph.revision;

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
  current = wayOf(root, seenNow.marks, me.roles);
  if (isPast()) {
    const finish = seenNow.finished;
    const way = [...lines.keys()].filter((path) => path === finish || isMarked(path) || isBegun(path));
    current = { ...current, way, finish, waiting: [], waits: [], loop: null, next: null, mine: null };
  }
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
    const state = line.step.options ? (mark?.answer.length ? "done" : "open") : stateOf(line.step, mark);
    const isNext = current.next === path;
    const standing = isOff ? [] : standingOf(line, state, waiting.has(path), latest);
    const rounds = isOff ? [] : roundsOf(line);
    if (isSettled(state) && mark) latest = Math.max(latest, mark.at);
    const loop = current.loop?.source === path ? current.loop.target : "";
    const isReached = current.finish === path && current.next === null;
    const is = [state, isOff && "off", waiting.has(path) && "waiting", isNext && "next", isReached && "reached"];
    const said = JSON.stringify([is, standing, rounds, loop, mark?.answer, isPast()]);
    if (shown.get(path) === said) continue;
    shown.set(path, said);
    for (const name of STATES) item.classList.toggle(`is-${name}`, is.includes(name));
    check(line);
    stand(line, standing, rounds);
    offerLoop(line, loop);
    showTools(line);
  }
  paintBar();
  find(form, "[data-off]").hidden = offWay === 0;
  clear.disabled = isPast();
  fill(find(panel, "[data-name]"), seenNow.name);
}

const STATES = ["doing", "done", "skipped", "lacking", "blocked", "off", "waiting", "next", "reached"];

/** @param {Line} line sets its controls as the run says */
function check(line) {
  const mark = seenNow.marks.get(line.path);
  for (const input of inputs(line)) {
    input.checked = line.step.options ? !!mark?.answer.includes(input.value) : mark?.state === "done";
    input.disabled = line.step.kind === "finish" || isPast();
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
  if (mark && state !== "open") said.push(told(line, mark));
  if (current.waits.includes(path)) {
    said.push(say("live_since", { date: date(state === "doing" && mark ? mark.at : latest) }));
  }
  if (counts(step) && !isSettled(state) && !may(step.roles, me.roles)) {
    const roles = (step.roles ?? []).map((role) => roleNames.get(role) ?? role).join(", ");
    const isReader = me.roles.some((role) => place.part.readers.includes(role));
    said.push(say(isReader ? "live_look" : "live_hand_over", { roles }));
  }
  if (mark?.note) said.push(say("live_has_note", { note: mark.note }));
  return said;
}

/** @param {Line} line @param {Mark} mark @returns {string} what was done there, by whom, when and why */
function told(line, mark) {
  const { by, reason } = mark;
  const state = chosen(line, mark) || say(`run_${stateOf(line.step, mark)}`);
  const said = say(by ? "live_mark_by" : "live_mark", { state, by, date: date(mark.at) });
  return reason ? say("live_reason", { mark: said, reason }) : said;
}

/** @param {Line} line @returns {string[]} what was done there in its earlier rounds */
const roundsOf = (line) =>
  seenNow.rounds
    .flatMap(({ from, marks }) => {
      const mark = marks.get(line.path);
      return from && mark?.at ? [mark] : [];
    })
    .map((mark, index) => say("live_reason", { mark: say("live_round", { number: index + 1 }), reason: told(line, mark) }));

/** @param {Line} line @param {string[]} said @param {string[]} rounds */
function stand(line, said, rounds) {
  line.item.querySelector(":scope > .standing")?.remove();
  if (!said.length && !rounds.length) return;
  const box = element("div", "", { className: "standing" });
  box.append(...said.map((text) => element("p", text)));
  if (rounds.length) {
    const earlier = element("details", "");
    const head = element("summary", say("live_rounds", { number: rounds.length + 1 }));
    earlier.append(head, ...rounds.map((text) => element("p", text)));
    box.append(earlier);
  }
  act(line).after(box);
}

/** @param {Line} line @param {string} target of the way back, if it is open */
function offerLoop(line, target) {
  line.item.querySelector(":scope > .loop")?.remove();
  if (!target) return;
  const number = lines.get(target)?.number ?? "";
  const box = element("div", "", { className: "loop sure" });
  box.append(element("p", say("live_loop", { number })), button(say("live_loop_go", { number }), goBack));
  act(line).after(box);
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
  progress.value = isPast() ? progress.max : done;
  const count =
    least === most ? say("live_count", { done, total: most }) : say("live_range", { done, least, most });
  const said = isPast() ? say("live_revision", { revision: run?.seen.revision ?? "" }) : count;
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
  opener.append(element("span", ` ${number}`, { className: "unseen" }));
  opener.className = "opener";
  opener.setAttribute("aria-expanded", "false");
  (item.querySelector(":scope > .under") ?? act(line)).after(opener);
}

/** @param {Line} line */
function tools({ path, step }) {
  const box = copy("tools");
  const able = step.part ? ["open", "skipped"] : ["open", "doing", "done", "skipped", "blocked"];
  for (const input of inputsIn(box, "[data-states] input")) {
    input.name = `state:${path}`;
    if (!able.includes(input.value)) input.parentElement?.remove();
  }
  if (step.options) find(box, "[data-states]").remove();
  find(box, step.secret ? "[data-note]" : "[data-secret]").remove();
  return box;
}

/** @param {Line} line sets what stands in its tools as the run says */
function showTools({ item, path, step }) {
  const box = item.querySelector(":scope > .tools");
  if (!box) return;
  const mark = seenNow.marks.get(path);
  const state = mark?.state ?? "open";
  for (const input of inputsIn(box, "[data-states] input")) input.checked = input.value === state;
  for (const input of inputsIn(box, "input")) input.disabled = isPast();
  const why = find(box, "[data-why]");
  why.hidden = state !== "blocked" && state !== "skipped";
  const isLacking = stateOf(step, mark) === "lacking";
  find(why, "small").hidden = !isLacking;
  find(why, "input").setAttribute("aria-invalid", String(isLacking));
  fill(find(why, "input"), mark?.reason ?? "");
  if (!step.secret) fill(find(box, "textarea"), mark?.note ?? "");
}

/** @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} text */
function fill(field, text) {
  if (document.activeElement !== field) field.value = text;
}

// ---------------------------------------------------------------- what the reader does

/** @param {Line} line @param {State} state */
async function mark(line, state) {
  const { path, step } = line;
  const isNew = !isSettled(stateOf(step, seenNow.marks.get(path)));
  if (state === "done" && isNew && !(await isConfirmed(line))) return;
  write({ step: path, state });
}

/** @param {Line} line @param {string[]} answer */
async function decide(line, answer) {
  const { path } = line;
  const before = seenNow.marks.get(path)?.answer ?? [];
  if (!before.length && !(await isConfirmed(line))) return;
  const after = add(run ?? blank(graph.procedure, seen), { step: path, answer }, 0);
  const then = wayOf(root, now(after, names).marks);
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
      (path === line.path || !isBegun(path)),
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
  act(line).after(box);
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
  else if (target.closest("[data-why]")) {
    write({ step: path, state: seenNow.marks.get(path)?.state ?? "open", reason: target.value.trim() });
  }
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
    place.append(element("a", nameOf(one, said.name), { href: `?run=${one.id}` }));
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
  box.append(element("p", say(seenNow.finished ? "live_change_ended" : "live_change", versions)));
  if (seenNow.finished) return;
  const list = element("ul", "");
  for (const kind of /** @type {const} */ (["added", "changed", "removed"])) {
    for (const { old, text } of found[kind]) {
      const entry = element("li", say(`live_change_${kind}`, { text: kind === "removed" ? old : text }));
      if (kind === "changed" && old && old !== text) {
        const before = element("span", say("live_change_old", { text: old }), { lang: run.seen.locale });
        entry.append(element("br", ""), before);
      }
      list.append(entry);
    }
  }
  const steps = found.changed.filter(({ path }) => isMarked(path));
  const go = button(say("live_change_go", versions), () => {
    if (run) run = { ...run, seen };
    write(...steps.map(({ path }) => /** @type {Said} */ ({ step: path, state: "open", answer: [] })));
    showChange();
  });
  box.append(list, element("p", say("live_change_keep")), go);
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
      const field = element("input", "", { readOnly: true, value: address });
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
    const mine = roleBoxes.filter(({ checked }) => checked).map(({ value }) => value);
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
    const text = ` (${label.getAttribute("data-source")})`;
    label.after(element("span", text, { className: "source", lang: "en" }));
  }
}

// ---------------------------------------------------------------- clearing the sheet

form.addEventListener("reset", (event) => event.preventDefault());
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
for (const line of lines.values()) addTools(line);
fill(find(panel, "[data-by]"), me.by);
for (const box of roleBoxes) box.checked = me.roles.includes(box.value);
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
