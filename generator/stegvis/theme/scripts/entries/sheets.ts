/**
 * On the page with everything to print: what is asked for narrows the list, what is chosen is printed
 * together. Both stand in the address, so that they can be passed on and stay when the language changes.
 * Without this script the list is whole.
 */
import "./page.ts";
import { query, queryAll, queryInputs } from "../browser/dom.ts";
import { narrowList } from "../sheets/narrowing.ts";
import { printableSheets } from "../sheets/printing.ts";
import { readyFiles } from "../sheets/ready-files.ts";
import type { Wish } from "../sheets/wish.ts";

const fields = query(document, "[data-filter]");
const bar = query(document, "[data-selection]");
const selects = [...fields.querySelectorAll("select")];
const boxes = queryInputs(document, "input[name=procedure]");
const copies = query<HTMLInputElement>(bar, "[name=copies]");
const printButton = query<HTMLButtonElement>(bar, "[data-action=print]");
const failure = query(bar, "[data-failed]");

function start(): void {
  const address = new URLSearchParams(location.search);
  for (const select of selects) {
    const value = address.get(select.name) ?? "";
    if ([...select.options].some((option) => option.value === value)) select.value = value;
    select.addEventListener("change", handleChange);
  }
  for (const box of boxes) {
    box.hidden = false;
    box.checked = address.getAll(box.name).includes(box.value);
    box.addEventListener("change", handleChange);
  }
  query(fields, "[data-action=all]").addEventListener("click", () => choose((box) => box.checkVisibility()));
  query(bar, "[data-action=none]").addEventListener("click", () => choose(() => false));
  printButton.addEventListener("click", printChosen);
  fields.hidden = false;
  render();
}

function choose(isChosen: (box: HTMLInputElement) => boolean): void {
  for (const box of boxes) box.checked = isChosen(box);
  handleChange();
}

function currentWish(): Wish {
  const chosen = Object.fromEntries(selects.map(({ name, value }) => [name, value]));
  const procedures = boxes.filter(({ checked }) => checked).map(({ value }) => value);
  return { role: "", kind: "", paper: "", ...chosen, procedures };
}

function handleChange(): void {
  const { procedures, ...narrowing } = currentWish();
  const address = new URL(location.href);
  address.searchParams.delete("procedure");
  for (const procedure of procedures) address.searchParams.append("procedure", procedure);
  for (const [name, value] of Object.entries(narrowing)) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(null, "", address);
  render();
}

function render(): void {
  const wish = currentWish();
  setCount(query(fields, "[data-shown]"), narrowList(wish));
  bar.hidden = !wish.procedures.length;
  setCount(query(bar, "[data-chosen]"), wish.procedures.length);
  const isRoleMissing = wish.kind === "hand-over" && !wish.role;
  query(bar, "[data-role-missing]").hidden = !isRoleMissing;
  printButton.disabled = isRoleMissing;
  const ready = query(bar, "[data-ready]");
  const links = readyFiles(queryAll(document, ".sheets li"), wish);
  query(ready, "span").replaceChildren(...links.map((link) => link.cloneNode(true)));
  ready.hidden = !links.length;
  failure.hidden = true;
}

/** Shows a count in the words that the element carries. */
function setCount(element: HTMLElement, count: number): void {
  element.textContent = (element.dataset.template ?? "").replace("{count}", String(count));
}

async function printChosen(): Promise<void> {
  const wish = currentWish();
  const addresses = boxes.filter(({ checked }) => checked).map(({ dataset }) => dataset.page ?? "");
  const count = Math.min(Math.max(1, copies.valueAsNumber || 1), Number(copies.max));
  printButton.disabled = true;
  try {
    const sheets = await printableSheets(addresses, wish, count);
    for (const earlier of queryAll(document, ".printed-sheet")) earlier.remove();
    query(document, "main").append(...sheets);
    document.documentElement.dataset.paper = wish.paper;
    print();
  } catch {
    failure.hidden = false;
  } finally {
    printButton.disabled = false;
  }
}

start();
