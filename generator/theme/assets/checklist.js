/**
 * Keeps a checklist's ticks and answers in this browser, by procedure, revision and step, so that
 * they are there after a reload and in another language; shows how much is ticked.
 */
import { remembered } from "./memory.js";

/** @typedef {Record<string, string[]>} Marks values that are ticked, by the step's path */

/**
 * @param {string} procedure
 * @param {string} revision
 * @returns {string} the name under which the marks are kept
 */
const nameOf = (procedure, revision) => `${procedure}:${revision}`;

/**
 * @param {string | null} kept
 * @returns {Marks} what was kept, without what is none of ours
 */
function read(kept) {
  /** @type {Marks} */
  const marks = Object.create(null);
  try {
    const found = JSON.parse(kept ?? "{}");
    for (const [path, values] of Object.entries(found)) {
      if (Array.isArray(values)) marks[path] = values.filter((value) => typeof value === "string");
    }
  } catch {
    return Object.create(null);
  }
  return marks;
}

/** @param {HTMLFormElement} form */
function controls(form) {
  return [...form.querySelectorAll("input")];
}

/**
 * @param {HTMLFormElement} form
 * @returns {Marks}
 */
function ticked(form) {
  /** @type {Marks} */
  const marks = {};
  for (const input of controls(form)) {
    if (input.checked) (marks[input.name] ??= []).push(input.value);
  }
  return marks;
}

/**
 * @param {HTMLFormElement} form
 * @param {Marks} marks
 */
function show(form, marks) {
  for (const input of controls(form)) {
    input.checked = marks[input.name]?.includes(input.value) ?? false;
  }
}

/** @param {HTMLFormElement} form */
function count(form) {
  const steps = [...form.querySelectorAll("[data-step]")];
  const done = steps.filter((step) => step.querySelector("input:checked")).length;
  const bar = form.querySelector("progress");
  const output = form.querySelector("output");
  if (!bar || !output) return;
  bar.max = Math.max(steps.length, 1);
  bar.value = done;
  output.value = (output.dataset.count ?? "")
    .replace("{done}", String(done))
    .replace("{total}", String(steps.length));
}

/**
 * @param {ParentNode} parent
 * @param {string} selector
 * @param {boolean} isShown
 */
function toggle(parent, selector, isShown) {
  const found = parent.querySelector(selector);
  if (found instanceof HTMLElement) found.hidden = !isShown;
}

/** @param {HTMLFormElement} form */
function start(form) {
  const name = nameOf(form.dataset.checklist ?? "", form.dataset.revision ?? "");

  const keep = () => {
    const marks = ticked(form);
    const isEmpty = Object.keys(marks).length === 0;
    const isKept = isEmpty ? remembered.remove(name) : remembered.set(name, JSON.stringify(marks));
    toggle(form, "[data-kept]", isKept);
    toggle(form, "[data-not-kept]", !isKept);
    count(form);
  };
  const load = () => {
    show(form, read(remembered.get(name)));
    count(form);
  };

  load();
  toggle(form, "[data-bar]", true);
  toggle(form, "[data-kept]", true);
  form.addEventListener("change", keep);
  addEventListener("pageshow", (event) => {
    if (event.persisted) load();
  });
  addEventListener("storage", (event) => {
    if (event.key === null || event.key.endsWith(`:${name}`)) load();
  });

  const clear = form.querySelector("[data-clear]");
  const sure = form.querySelector("[data-sure]");
  if (!(clear instanceof HTMLElement) || !(sure instanceof HTMLElement)) return;
  const close = () => {
    sure.hidden = true;
    clear.focus();
  };
  clear.addEventListener("click", (event) => {
    event.preventDefault();
    sure.hidden = false;
    const no = sure.querySelector("[data-no]");
    if (no instanceof HTMLElement) no.focus();
  });
  sure.querySelector("[data-yes]")?.addEventListener("click", () => {
    show(form, {});
    keep();
    close();
  });
  sure.querySelector("[data-no]")?.addEventListener("click", close);
  sure.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
}

const form = document.querySelector("form[data-checklist]");
if (form instanceof HTMLFormElement) start(form);
