/** The English names of controls beside those of the page's language, for readers who ask for them. */
import { createElement, query } from "../browser/dom.ts";
import { readItem, writeItem } from "../browser/local-storage.ts";

const STORED = "english";
const LABELS = "main b.label[data-source]";

/** Shows the switch on a page that has such names, in the position in which the reader left it. */
export function startEnglishNames(panel: HTMLElement): void {
  const label = query(panel, "[data-english]");
  const isOffered = !!document.querySelector(LABELS);
  const isShown = isOffered && !!readItem(STORED);
  const box = query<HTMLInputElement>(label, "input");
  label.hidden = !isOffered;
  box.checked = isShown;
  if (isShown) showEnglishNames(true);
  box.addEventListener("change", () => {
    writeItem(STORED, box.checked ? "yes" : "");
    showEnglishNames(box.checked);
  });
}

function showEnglishNames(isShown: boolean): void {
  for (const name of document.querySelectorAll("main .source")) name.remove();
  if (!isShown) return;
  for (const label of document.querySelectorAll(LABELS)) {
    const text = ` (${label.getAttribute("data-source")})`;
    label.after(createElement("span", text, { className: "source", lang: "en" }));
  }
}
