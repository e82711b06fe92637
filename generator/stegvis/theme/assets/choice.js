/**
 * At the site's root: sends readers to the language that they chose before, or that their browser
 * prefers. Who comes here from a page of the site wants to choose, and is left alone.
 */
import { remembered } from "./memory.js";

const links = [...document.querySelectorAll("a[data-locale]")].filter(
  /** @returns {link is HTMLAnchorElement} */
  (link) => link instanceof HTMLAnchorElement,
);

/** @returns {HTMLAnchorElement | undefined} */
function own() {
  const chosen = remembered.get("locale");
  const wanted = [...(chosen ? [chosen] : []), ...navigator.languages];
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0];
    const found =
      links.find((link) => link.hreflang.toLowerCase() === tag.toLowerCase()) ??
      links.find((link) => link.hreflang.toLowerCase().split("-")[0] === language);
    if (found) return found;
  }
  return undefined;
}

/** Whether the reader came from a page of this site. */
function isInside() {
  const here = new URL("./", location.href).href;
  return document.referrer.startsWith(here) && document.referrer !== here;
}

for (const link of links) {
  link.addEventListener("click", () => remembered.set("locale", link.dataset.locale ?? ""));
}

if (!isInside()) {
  const link = own();
  if (link) location.replace(link.href);
}
