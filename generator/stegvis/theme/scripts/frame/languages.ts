/**
 * The links to the other languages lead to the same step, and an explicit choice is remembered. Without
 * this script they lead to the top of the same page.
 */
import { readItem, removeItem, writeItem } from "../browser/local-storage.ts";
import { addressedId } from "./address.ts";

const PLACES = "main li[id], main h2[id], main h3[id]";
/** Where the reader was before a change of language is stored under this name until they are there again. */
const FOCUS = "focus";

/** The id of the step with which the reader last did something. */
let touched = "";
/** The id of the control in which the reader was last. */
let focused = "";

export function startLanguages(): void {
  document.querySelector("main")?.addEventListener("focusin", ({ target }) => {
    if (!(target instanceof Element)) return;
    touched = target.closest("li[id]")?.id ?? touched;
    focused = target.id;
  });
  restoreFocus();
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-locale]")) {
    link.addEventListener("click", () => prepareLink(link));
    link.addEventListener("auxclick", () => prepareLink(link));
  }
}

function restoreFocus(): void {
  const id = readItem(FOCUS);
  if (!id) return;
  removeItem(FOCUS);
  // The browser goes to the address's anchor when the page is loaded, and takes the focus along.
  addEventListener("load", () => setTimeout(() => document.getElementById(id)?.focus({ preventScroll: true })));
}

/** Lets a link lead to the run and the place at which the reader is. */
function prepareLink(link: HTMLAnchorElement): void {
  writeItem("locale", link.dataset.locale ?? "");
  if (focused) writeItem(FOCUS, focused);
  link.search = location.search;
  link.hash = currentPlace();
}

/**
 * Returns the id of the place at which the reader is: the one nearest the top of the window; at the top of
 * the page, where the language links are, the last step touched or the one in the address.
 */
function currentPlace(): string {
  let nearest = "";
  for (const place of document.querySelectorAll(PLACES)) {
    if (!isDisplayed(place)) continue;
    if (place.getBoundingClientRect().top > innerHeight / 3) break;
    nearest = place.id;
  }
  return nearest || touched || addressedId();
}

const isDisplayed = (element: Element): boolean => element.getClientRects().length > 0;
