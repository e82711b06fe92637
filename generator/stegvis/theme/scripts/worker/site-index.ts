/** The site's `offline.json` and what is wished for of it: read as what may be damaged. Pure. */
import type { Kind } from "./messages.ts";

/** What is to be kept of each locale. */
export type Wishes = Record<string, Kind[]>;

/** The site's `offline.json`: paths by locale and kind. */
export interface SiteIndex {
  build: string;
  assets: string[];
  kept: Record<string, Partial<Record<Kind, string[]>>>;
}

const KINDS: readonly unknown[] = ["checklists", "pages", "a4", "letter"] satisfies Kind[];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");

/** Returns whether a value has the form of `offline.json`. */
export const isSiteIndex = (value: unknown): value is SiteIndex =>
  isRecord(value) &&
  typeof value.build === "string" &&
  isList(value.assets) &&
  isRecord(value.kept) &&
  Object.values(value.kept).every((kinds) => isRecord(kinds) && Object.values(kinds).every(isList));

/** Returns whether a value has the form of wishes. */
export const isWishes = (value: unknown): value is Wishes =>
  isRecord(value) &&
  Object.values(value).every((kinds) => isList(kinds) && kinds.every((kind) => KINDS.includes(kind)));

const getOwn = <T>(record: Record<string, T>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Returns whether a kind is wished for in a locale. */
export const isWished = (wishes: Wishes, locale: string, kind: Kind): boolean =>
  getOwn(wishes, locale)?.includes(kind) ?? false;

/** Returns whether a path is that of a sheet, and not of a file that a step offers. */
export const isSheet = (path: string): boolean => path.endsWith(".pdf") && !path.startsWith("assets/");

/** Returns the paths that are wished for. */
export function listPaths(site: SiteIndex, wishes: Wishes): string[] {
  const paths = Object.entries(wishes).flatMap(([locale, kinds]) =>
    kinds.flatMap((kind) => getOwn(getOwn(site.kept, locale) ?? {}, kind) ?? []),
  );
  return [...new Set([...site.assets, ...paths])];
}

/** Returns what was wished for where that is lost: all kinds whose paths are all present. */
export function guessWishes(site: SiteIndex, isPresent: (path: string) => boolean): Wishes {
  const whole = Object.entries(site.kept).map(([locale, kinds]): [string, Kind[]] => [
    locale,
    (Object.keys(kinds) as Kind[]).filter((kind) => kinds[kind]?.length && kinds[kind].every(isPresent)),
  ]);
  return Object.fromEntries(whole.filter(([, kinds]) => kinds.length));
}

/** Returns both wishes together. */
export function joinWishes(some: Wishes, others: Wishes): Wishes {
  const locales = new Set([...Object.keys(some), ...Object.keys(others)]);
  const kindsOf = (locale: string): Kind[] => [
    ...new Set([...(getOwn(some, locale) ?? []), ...(getOwn(others, locale) ?? [])]),
  ];
  return Object.fromEntries([...locales].map((locale) => [locale, kindsOf(locale)]));
}
