/**
 * The limits of a run: in files, in the store, and in what readers type. Writers cut texts to them, so that
 * they can be read back; the tests compare the published schemas with them.
 */

/** The end of the year 9999, in milliseconds since 1970: the latest time that a clock is taken to show. */
export const LAST_TIME = 253_402_300_799_999;

/** The most characters of a text, counted as code points, or items of a list. */
export const LIMITS = {
  by: 12,
  name: 400,
  reason: 500,
  note: 4000,
  /** A noted value. */
  value: 500,
  path: 4000,
  /** A procedure's id, or an option's. */
  id: 100,
  /** The words of a step, an option or a title. */
  text: 20_000,
  /** A locale, a fingerprint, a step's number. */
  tag: 100,
  entries: 20_000,
  snapshots: 500,
  steps: 20_000,
  options: 200,
  /** The values that are noted at a step. */
  values: 200,
  runs: 5000,
} as const;

/**
 * Characters that no noted value has, as it goes into commands: controls, line ends, halves of
 * characters, and what is blank, hides others or reorders them (as in inline/characters.py).
 */
export const HIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{DI}\u2800\ufff9-\ufffc]/gu;

/** The most characters of a run as JSON without spaces. */
export const MAX_RUN_LENGTH = 8_000_000;
/** The most characters of a file: of such runs with line breaks and indentation. */
export const MAX_FILE_LENGTH = 5 * MAX_RUN_LENGTH;

/** Returns a text's first code points. */
export const clip = (text: string, maxLength: number): string =>
  text.length <= maxLength ? text : [...text].slice(0, maxLength).join("");
