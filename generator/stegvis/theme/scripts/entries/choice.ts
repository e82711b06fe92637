/**
 * At the site's root: sends readers to the language that they chose before, or that their browser prefers.
 * Who comes here from a page of the site wants to choose, and is left alone.
 */
import { queryAll } from "../browser/dom.ts";
import { readItem, writeItem } from "../browser/local-storage.ts";

const links = queryAll<HTMLAnchorElement>(document, "a[data-locale]");
const languageOf = (tag: string): string | undefined => tag.toLowerCase().split("-")[0];

/** Returns the link to the language that suits the reader best. */
function preferredLink(): HTMLAnchorElement | undefined {
  const chosen = readItem("locale");
  for (const tag of [...(chosen ? [chosen] : []), ...navigator.languages]) {
    const link =
      links.find(({ hreflang }) => hreflang.toLowerCase() === tag.toLowerCase()) ??
      links.find(({ hreflang }) => languageOf(hreflang) === languageOf(tag));
    if (link) return link;
  }
  return undefined;
}

/** Returns whether the reader came from another page of this site. */
function isFromInside(): boolean {
  const here = new URL("./", location.href).href;
  return document.referrer.startsWith(here) && document.referrer !== here;
}

for (const link of links) link.addEventListener("click", () => writeItem("locale", link.dataset.locale ?? ""));
const link = isFromInside() ? undefined : preferredLink();
if (link) location.replace(link.href);
