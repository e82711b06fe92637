/** The interface's texts in the page's language: all of them come from a data block of the page. */
import type { Run } from "../run/run-log.ts";

const messages: Record<string, string> = JSON.parse(document.querySelector("script#_live")?.textContent ?? "{}");

/** A name in braces, as in `inline/phrase.py`. */
const NAME = /\{([A-Za-z][A-Za-z0-9_-]*)\}/g;

/** Returns a text with its names filled in; a name without a value stays in braces. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(NAME, (braces, name: string) => String(Object.hasOwn(values, name) ? values[name] : braces));

/**
 * Returns the text of a message with its names filled in; a name without a value stays in braces.
 * @throws Error if the page has no such message
 */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const message = messages[key];
  if (message === undefined) throw new Error(`the page has no message ${key}`);
  return fill(message, values);
}

const { lang } = document.documentElement;
const format = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" });

/** Returns the date and time of a moment, given in milliseconds since 1970. */
export const formatDate = (at: number): string => format.format(at);

/** Returns what a run is called: its name, or since when it exists. */
export const runTitle = (run: Run, name: string): string => name || t("live_unnamed", { date: formatDate(run.made) });

const all = new Intl.ListFormat(lang);
const any = new Intl.ListFormat(lang, { type: "disjunction" });

/** Returns the names of the roles that may perform a step: any of them, or of several that are needed together. */
export const nameRoles = ({ roles = [] }: { roles?: readonly (string | readonly string[])[] }, names: ReadonlyMap<string, string>): string =>
  any.format(roles.map((needed) => all.format([needed].flat().map((role) => names.get(role) ?? role))));
