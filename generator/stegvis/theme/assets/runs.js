/**
 * The page with all runs in this browser; with `?record=ID` it is the record of one of them to
 * print. What a run's steps are called is read from its checklist in the page's language.
 */
import { renamed } from "./run/change.js";
import { add, now } from "./run/merge.js";
import { offline } from "./run/offline.js";
import { download, fileName, takeFile, troubleOf } from "./run/passing.js";
import { write } from "./run/record.js";
import { chosen, sheet } from "./run/sheet.js";
import { button, copy, date, element, find, me, nameOf, say, tell } from "./run/speech.js";
import { Store, blank } from "./run/store.js";
import { table } from "./run/table.js";
import { counts, may, stateOf, wayOf } from "./run/way.js";

/**
 * @typedef {import("./run/merge.js").Run} Run
 * @typedef {import("./run/merge.js").Mark} Mark
 * @typedef {import("./run/sheet.js").Line} Line
 * @typedef {import("./run/sheet.js").Sheet} Sheet
 * @typedef {{path: string, title: string, original?: string, language?: string}} Known
 * `original` says in which language it can be read, where the page's own holds it back.
 */

/** @type {Record<string, Known>} */
const procedures = JSON.parse(find(document, "#procedures").textContent ?? "{}");
const board = find(document, "[data-board]");
const list = find(board, "[data-list]");
const message = find(document, "[data-said]");
const opening = Store.open();
const asked = new URLSearchParams(location.search).get("record");

/** @param {Run} run @returns {Known | undefined} */
const known = ({ procedure }) => (Object.hasOwn(procedures, procedure) ? procedures[procedure] : undefined);

/** @param {Run} run where it is worked on */
const address = (run) => `../../${known(run)?.path}?run=${run.id}`;

/** @type {Map<string, Promise<Sheet | null>>} */
const sheets = new Map();

/** @param {Run} run @returns {Promise<Sheet | null>} its checklist, if it can be had */
function sheetOf(run) {
  const path = known(run)?.path;
  if (path === undefined) return Promise.resolve(null);
  const found = sheets.get(path) ?? load(path);
  sheets.set(path, found);
  return found;
}

/** @param {string} path @returns {Promise<Sheet | null>} */
async function load(path) {
  try {
    const answer = await fetch(`../../${path}`);
    return sheet(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    return null;
  }
}

/** @param {Run} run @param {Sheet} page */
function told(run, page) {
  const said = now(run, renamed(page.root));
  return { said, found: wayOf(page.root, said.marks, me.roles) };
}

// ---------------------------------------------------------------- the board

async function show() {
  const store = await opening;
  tell(find(document, "[data-trouble]"), troubleOf(store));
  const all = (await store.all())
    .map((run) => ({ run, said: now(run) }))
    .filter(({ said }) => said.kept !== "removed")
    .sort((one, other) => other.said.changed - one.said.changed);
  const archived = find(board, "[data-archived]");
  archived.hidden = !all.some(({ said }) => said.kept === "archived");
  const isAll = /** @type {HTMLInputElement} */ (find(archived, "input")).checked;
  const runs = all.filter(({ said }) => isAll || said.kept === "open");
  find(board, "[data-none]").hidden = runs.length > 0;
  list.replaceChildren(...runs.map(({ run }) => card(run)));
  find(board, "[data-damaged]").hidden = (await store.aside()).length === 0;
}

/** @param {Run} run */
function card(run) {
  const item = copy("card");
  const said = now(run);
  item.id = run.id;
  const link = /** @type {HTMLAnchorElement} */ (find(item, "h2 a"));
  link.textContent = nameOf(run, said.name);
  const place = known(run);
  if (place) link.href = address(run);
  if (place?.original) {
    find(item, "[data-withheld]").hidden = false;
    const text = { textContent: place.original, href: address(run), hreflang: place.language };
    Object.assign(find(item, "[data-withheld] a"), text);
  }
  tell(find(item, "[data-title]"), place?.title ?? say("live_unknown"));
  find(item, "progress").hidden = true;
  const ended = [say("live_finished"), say("live_revision", { revision: run.seen.revision })];
  tell(find(item, "[data-count]"), said.finished ? ended.join(" · ") : "");
  tell(find(item, "[data-next]"), "");
  tell(find(item, "[data-waits]"), "");
  tell(find(item, "[data-when]"), say("live_changed_on", { date: date(said.changed) }));
  /** @type {HTMLAnchorElement} */ (find(item, "[data-record]")).href = `?record=${run.id}`;
  find(item, "[data-act=archive]").hidden = said.kept === "archived";
  find(item, "[data-act=restore]").hidden = said.kept !== "archived";
  item.addEventListener("click", ({ target }) => {
    const act = target instanceof Element ? target.closest("[data-act]")?.getAttribute("data-act") : null;
    if (act) void ACTS[act]?.(run, item);
  });
  if (!said.finished) void fill(item, run);
  return item;
}

/** @param {HTMLElement} item @param {Run} run tells how far it is */
async function fill(item, run) {
  const page = await sheetOf(run);
  if (!page) return;
  const { said, found } = told(run, page);
  const { done, least, most, next, finish, waits } = found;
  const bar = /** @type {HTMLProgressElement} */ (find(item, "progress"));
  bar.hidden = false;
  bar.max = Math.max(most, 1);
  bar.value = done;
  const isFinished = finish !== null && next === null;
  const count = least === most ? say("live_count", { done, total: most }) : say("live_range", { done, least, most });
  tell(find(item, "[data-count]"), isFinished ? say("live_finished") : count);
  const line = page.lines.get(next ?? "");
  if (!line) return;
  const text = element("span", line.text, { lang: page.seen.locale });
  const place = find(item, "[data-next]");
  place.replaceChildren(`${say("live_next", { number: line.number })} – `, text);
  place.hidden = false;
  const reasons = [...said.marks]
    .filter(([path, mark]) => mark.state === "blocked" && found.way.includes(path))
    .map(([, mark]) => say("live_reason", { mark: say("run_blocked"), reason: mark.reason || "–" }));
  for (const path of waits) {
    const settled = [...said.marks.values()].filter((mark) => mark.at).map(({ at }) => at);
    const since = said.marks.get(path)?.at || Math.max(run.made, ...settled);
    reasons.push(say("live_since", { date: date(since) }));
  }
  if (!may(line.step.roles, me.roles)) {
    const roles = [...line.item.ownerDocument.querySelectorAll("[data-roles] label")]
      .filter((label) => line.step.roles?.includes(label.querySelector("input")?.value ?? ""))
      .map((label) => label.querySelector("span")?.textContent ?? "");
    reasons.push(say("live_hand_over", { roles: roles.join(", ") }));
  }
  tell(find(item, "[data-waits]"), reasons.join(" · "));
}

/** @param {Run} run @param {Omit<import("./run/merge.js").Entry, "at">} said */
async function put(run, said) {
  const store = await opening;
  await store.save(add(run, me.by ? { by: me.by, ...said } : said, Date.now()));
  await show();
}

/** @param {Run} run @param {"archived" | "removed"} kept @param {string} words */
async function putAway(run, kept, words) {
  await put(run, { kept });
  const undo = button(say("live_undo"), async () => {
    const mine = await (await opening).get(run.id);
    if (mine) await put(mine, { kept: "open" });
    message.replaceChildren();
    document.getElementById(run.id)?.querySelector("a")?.focus();
  });
  message.replaceChildren(say(words, { name: nameOf(run, now(run).name) }), " ", undo);
  undo.focus();
}

/** @type {Record<string, (run: Run, item: HTMLElement) => unknown>} */
const ACTS = {
  rename(run, item) {
    const head = find(item, "h2");
    const field = document.createElement("input");
    field.className = "board-name";
    field.maxLength = 200;
    field.value = now(run).name;
    field.setAttribute("aria-label", say("run_rename"));
    head.replaceChildren(field);
    field.focus();
    field.addEventListener("change", () => put(run, { name: field.value.trim() }));
    field.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") void show();
      if (key === "Enter") field.blur();
    });
  },
  duplicate: (run) =>
    put({ ...run, id: blank(run.procedure, run.seen).id }, { name: say("live_copy_of", { name: nameOf(run, now(run).name) }) }),
  archive: (run) => putAway(run, "archived", "live_archived"),
  restore: (run) => put(run, { kept: "open" }),
  delete: (run) => putAway(run, "removed", "live_deleted"),
};

board.addEventListener("click", async ({ target }) => {
  const act = target instanceof Element ? target.closest("[data-do]")?.getAttribute("data-do") : null;
  const store = await opening;
  const today = new Date().toISOString().slice(0, 10);
  if (act === "save") {
    const runs = (await store.all()).filter((run) => now(run).kept !== "removed");
    download(`stegvis-${today}.json`, write(runs));
  } else if (act === "damaged") {
    download(`stegvis-damaged-${today}.json`, JSON.stringify(await store.aside(), null, 1));
  }
});

board.addEventListener("change", async ({ target }) => {
  if (!(target instanceof HTMLInputElement)) return;
  if (target.closest("[data-archived]")) void show();
  const file = target.files?.[0];
  if (!file) return;
  const { said } = await takeFile(await opening, file);
  target.value = "";
  await show();
  message.replaceChildren(said);
});

// ---------------------------------------------------------------- a record to print

/**
 * @param {Line | undefined} line
 * @param {string} title
 * @param {Mark | undefined} mark
 * @returns {string[]}
 */
function row(line, title, mark) {
  const answer = line && mark ? chosen(line, mark) : "";
  const state = line ? stateOf(line.step, mark) : (mark?.state ?? "open");
  const isNothingToDo = line && !counts(line.step) && state === "open";
  return [
    title,
    isNothingToDo && !answer ? "" : say(`run_${answer ? "done" : state}`),
    mark?.by ?? "",
    mark?.at ? date(mark.at) : "",
    answer || (mark?.reason ?? ""),
    mark?.note ?? "",
  ];
}

const HEADS = ["record_step", "run_state", "record_who", "record_when", "record_answer", "run_note"];

/**
 * @param {string[][]} rows
 * @param {string} language of what their steps are called
 * @param {string} label
 * @returns {HTMLElement} a table that scrolls by itself where the page is narrow
 */
function tableOf(rows, language, label) {
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const key of HEADS) {
    const cell = element("th", say(key));
    cell.setAttribute("scope", "col");
    head.append(cell);
  }
  const body = table.createTBody();
  for (const cells of rows) {
    const line = body.insertRow();
    line.append(...cells.map((text, index) => element("td", text, index ? {} : { lang: language })));
  }
  const scroll = element("div", "", { className: "scroll" });
  scroll.tabIndex = 0;
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", label);
  scroll.append(table);
  return scroll;
}

/** @param {string} id */
async function print(id) {
  const run = await (await opening).get(id);
  const page = run && (await sheetOf(run));
  if (!run || !page) {
    message.textContent = say(run ? "live_unknown" : "live_missing");
    return;
  }
  const { said, found } = told(run, page);
  const place = find(document, "[data-print]");
  place.hidden = false;
  find(document, ".summary").hidden = true;
  find(document, "h1").textContent = `${say("record")} – ${nameOf(run, said.name)}`;
  document.title = `${nameOf(run, said.name)} – ${document.title}`;
  const back = document.createElement("a");
  back.href = address(run);
  back.textContent = known(run)?.title ?? "";
  const title = element("p", "");
  title.append(back);
  const { done, least, most } = found;
  const isPast = said.finished && run.seen.revision < page.graph.revision;
  const count = least === most ? say("live_count", { done, total: most }) : say("live_range", { done, least, most });
  const facts = [
    ...(isPast ? [] : [count]),
    ...(said.finished ? [say("live_finished")] : []),
    say("live_revision", { revision: run.seen.revision }),
    say("live_changed_on", { date: date(said.changed) }),
  ];
  place.append(title, element("p", facts.join(" · ")));
  const names = renamed(page.root);
  /** What steps were called when the run was finished. */
  const former = new Map(isPast ? run.seen.steps.map(([path, , text]) => [names.get(path) ?? path, text]) : []);
  const language = isPast ? run.seen.locale : page.seen.locale;
  /** @param {string} path @param {Mark | undefined} mark */
  const rowOf = (path, mark) => {
    const line = page.lines.get(path);
    const title = isPast ? former.get(path) || line?.text : line && `${line.number} ${line.text}`;
    return row(line, title ?? path, mark);
  };
  const way = isPast ? [...former.keys()].filter((path) => path === said.finished || said.marks.has(path)) : found.way;
  const rows = way.map((path) => rowOf(path, said.marks.get(path)));
  place.append(tableOf(rows, language, say("record")));
  said.rounds.forEach((round, index) => {
    const rows = [...round.marks].map(([path, mark]) => rowOf(path, mark));
    const what = round.from ? say("live_round", { number: index + 1 }) : say("record_dropped");
    const head = `${what}, ${date(round.at)}`;
    place.append(element("h2", head), tableOf(rows, language, head));
  });
  const acts = element("p", "");
  acts.className = "acts";
  const save = () => {
    const all = table([HEADS.map((key) => say(key)), ...rows]);
    download(`${fileName(nameOf(run, said.name))}.csv`, `\ufeff${all}\r\n`, "text/csv");
  };
  acts.append(button(say("record_print"), () => globalThis.print()), button(say("run_table"), save));
  place.append(acts, ...page.status.map((text) => element("p", text)));
}

// ---------------------------------------------------------------- the beginning

if (asked) void print(asked);
else {
  board.hidden = false;
  void show();
  void opening.then((store) => store.watch(() => void show()));
  void offline(find(board, "[data-offline]"));
}
