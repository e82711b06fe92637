/**
 * On every page: the languages lead to the same step, an explicit choice is remembered, and the
 * menu closes again. Without this script the links lead to the top of the same page.
 */
import { remembered } from "./memory.js";

/** What the address names on this page; a text that is no address names nothing. */
function anchor() {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}

const PLACES = "main li[id], main h2[id], main h3[id]";

/** The step that the reader last did something with. */
let touched = "";
/** The control in which the reader was last. */
let focused = "";
document.querySelector("main")?.addEventListener("focusin", (event) => {
  if (!(event.target instanceof Element)) return;
  const step = event.target.closest("li[id]");
  if (step) touched = step.id;
  focused = event.target.id;
});

/** Where the reader was before a change of language, until they are there again. */
const FOCUS = "focus";
const former = remembered.get(FOCUS);
if (former) {
  remembered.remove(FOCUS);
  // The browser goes to the address's anchor when the page is loaded, and takes the focus along.
  addEventListener("load", () => setTimeout(() => document.getElementById(former)?.focus({ preventScroll: true })));
}

for (const part of document.querySelectorAll("[data-live]")) {
  if (part instanceof HTMLElement) part.hidden = false;
}

/**
 * The anchor of the place that the reader is at: the one nearest the top of the window; at the top
 * of the page, where the language links are, the last step touched or the one in the address.
 */
function place() {
  let nearest = "";
  for (const step of document.querySelectorAll(PLACES)) {
    if (!isShown(step)) continue;
    if (step.getBoundingClientRect().top > innerHeight / 3) break;
    nearest = step.id;
  }
  return nearest || touched || anchor();
}

/** @param {Element} element */
function isShown(element) {
  return element.getClientRects().length > 0;
}

/** @param {HTMLAnchorElement} link */
function follow(link) {
  remembered.set("locale", link.dataset.locale ?? "");
  if (focused) remembered.set(FOCUS, focused);
  link.search = location.search;
  link.hash = place();
}

/** Between guide and checklist, the run stays the same. */
for (const link of document.querySelectorAll(".views a")) {
  if (link instanceof HTMLAnchorElement) {
    link.addEventListener("click", () => (link.search = location.search));
  }
}

for (const link of document.querySelectorAll("a[data-locale]")) {
  if (!(link instanceof HTMLAnchorElement)) continue;
  link.addEventListener("click", () => follow(link));
  link.addEventListener("auxclick", () => follow(link));
}

/** Opens the parts around the step that the address names. */
function reveal() {
  const target = document.getElementById(anchor());
  let part = target?.parentElement?.closest("details");
  if (!target || !part) return;
  for (; part; part = part.parentElement?.closest("details")) part.open = true;
  target.scrollIntoView();
}

addEventListener("hashchange", reveal);
reveal();

/** @type {HTMLDetailsElement[]} */
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details")].filter(
    /** @returns {part is HTMLDetailsElement} */
    (part) => part instanceof HTMLDetailsElement && !part.open,
  );
  for (const part of opened) part.open = true;
});
addEventListener("afterprint", () => {
  for (const part of opened) part.open = false;
  opened = [];
});

const menu = document.querySelector(".menu details");
if (menu instanceof HTMLDetailsElement) {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
