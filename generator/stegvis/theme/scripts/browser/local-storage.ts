/**
 * What the browser stores for the reader, under names that begin with `stegvis:`. A browser may refuse
 * to store anything; then nothing throws, and `writeItem` says so.
 */

const PREFIX = "stegvis:";

/** Returns the value stored under a name, or null. */
export function readItem(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}

/** Returns the JSON value stored under a name, or an empty object if it is none. */
export function readJson(name: string): object {
  try {
    return JSON.parse(readItem(name) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** Returns whether the value was stored. */
export function writeItem(name: string, value: string): boolean {
  try {
    localStorage.setItem(PREFIX + name, value);
    return true;
  } catch {
    return false;
  }
}

export function removeItem(name: string): void {
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // A browser that refuses to remove an item refuses to read it, too.
  }
}

/** Returns the stored names that begin with `start`. */
export function itemNames(start: string): string[] {
  try {
    return Object.keys(localStorage)
      .filter((name) => name.startsWith(PREFIX + start))
      .map((name) => name.slice(PREFIX.length));
  } catch {
    return [];
  }
}
