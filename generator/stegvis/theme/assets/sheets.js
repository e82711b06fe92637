/**
 * On the page with everything to print: what is asked for narrows the list, what is chosen is printed
 * together. Both stand in the address, so that they can be passed on and stay when the language changes.
 * Without this script the list is whole.
 */
import { find } from "./run/speech.js";
import { fitting, printing } from "./selection.js";

/** @typedef {import("./selection.js").Wish} Wish */

const fields = find(document, "[data-narrow]");
const bar = find(document, "[data-selection]");
const selects = [...fields.querySelectorAll("select")];
const boxes = [...document.querySelectorAll("input")].filter(({ name }) => name === "procedure");
const copies = /** @type {HTMLInputElement} */ (find(bar, "[name=copies]"));
const press = /** @type {HTMLButtonElement} */ (find(bar, "[data-do=print]"));

begin();

function begin() {
  const given = new URLSearchParams(location.search);
  for (const select of selects) {
    const value = given.get(select.name) ?? "";
    if ([...select.options].some((option) => option.value === value)) select.value = value;
    select.addEventListener("change", change);
  }
  for (const box of boxes) {
    box.hidden = false;
    box.checked = given.getAll(box.name).includes(box.value);
    box.addEventListener("change", change);
  }
  find(fields, "[data-do=all]").addEventListener("click", () => choose((box) => box.checkVisibility()));
  find(bar, "[data-do=none]").addEventListener("click", () => choose(() => false));
  press.addEventListener("click", print);
  fields.hidden = false;
  show();
}

/** @param {(box: HTMLInputElement) => boolean} isChosen */
function choose(isChosen) {
  for (const box of boxes) box.checked = isChosen(box);
  change();
}

/** @returns {Wish} */
function wish() {
  const asked = Object.fromEntries(selects.map(({ name, value }) => [name, value]));
  const procedures = boxes.filter((box) => box.checked).map(({ value }) => value);
  return Object.assign({ role: "", kind: "", paper: "" }, asked, { procedures });
}

function change() {
  const { procedures, ...asked } = wish();
  const address = new URL(location.href);
  address.searchParams.delete("procedure");
  for (const one of procedures) address.searchParams.append("procedure", one);
  for (const [name, value] of Object.entries(asked)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(null, "", address);
  show();
}

function show() {
  const wanted = wish();
  tell(find(fields, "[data-shown]"), narrow(wanted));
  bar.hidden = !wanted.procedures.length;
  tell(find(bar, "[data-chosen]"), wanted.procedures.length);
  const isWhose = wanted.kind === "hand-over" && !wanted.role;
  find(bar, "[data-whose]").hidden = !isWhose;
  press.disabled = isWhose;
  const ready = find(bar, "[data-ready]");
  const links = fitting(parts(document, ".sheets li"), wanted).map((link) => link.cloneNode(true));
  find(ready, "span").replaceChildren(...links);
  ready.hidden = !links.length;
  find(bar, "[data-failed]").hidden = true;
}

/** @param {HTMLElement} place @param {number} count */
function tell(place, count) {
  place.textContent = (place.dataset.text ?? "").replace("{count}", String(count));
}

/** @param {Wish} wanted @returns {number} how many links are shown */
function narrow(wanted) {
  let count = 0;
  for (const shelf of parts(document, ".sheets")) {
    for (const item of parts(shelf, "li")) count += narrowed(item, wanted);
    for (const row of parts(shelf, "[data-procedure]")) {
      const isBare = !row.querySelector("li");
      row.hidden = isBare ? !!(wanted.role || wanted.kind || wanted.paper) : !row.querySelector("li:not([hidden])");
    }
    shelf.hidden = !shelf.querySelector("[data-procedure]:not([hidden]), :scope > ul > li:not([hidden])");
  }
  return count;
}

/** @param {HTMLElement} item @param {Wish} wanted @returns {number} of its links that are shown */
function narrowed(item, wanted) {
  const roles = (item.dataset.roles ?? "").split(" ");
  let count = 0;
  for (const link of parts(item, "a")) {
    link.hidden = !!wanted.paper && !!link.dataset.paper && link.dataset.paper !== wanted.paper;
    if (!link.hidden) count += 1;
  }
  const isWanted = (!wanted.kind || item.dataset.kind === wanted.kind) && (!wanted.role || roles.includes(wanted.role));
  item.hidden = !isWanted || !count;
  return item.hidden ? 0 : count;
}

async function print() {
  const wanted = wish();
  const pages = boxes.filter((box) => box.checked).map((box) => box.dataset.page ?? "");
  press.disabled = true;
  try {
    const sheets = await printing(pages, wanted, Math.min(Math.max(1, copies.valueAsNumber || 1), Number(copies.max)));
    for (const former of parts(document, ".printed")) former.remove();
    find(document, "main").append(...sheets);
    document.documentElement.dataset.paper = wanted.paper;
    window.print();
  } catch {
    find(bar, "[data-failed]").hidden = false;
  } finally {
    press.disabled = false;
  }
}

/** @param {ParentNode} place @param {string} selector @returns {HTMLElement[]} */
function parts(place, selector) {
  return [...place.querySelectorAll(selector)].filter(
    /** @returns {part is HTMLElement} */ (part) => part instanceof HTMLElement,
  );
}
