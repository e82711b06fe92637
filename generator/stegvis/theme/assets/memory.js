/**
 * What the browser keeps for the reader, under names that begin with `stegvis:`. A browser may
 * refuse to keep anything; then nothing fails, and `set` says so.
 */

const PREFIX = "stegvis:";

export const remembered = {
  /**
   * @param {string} name
   * @returns {string | null}
   */
  get(name) {
    try {
      return localStorage.getItem(PREFIX + name);
    } catch {
      return null;
    }
  },

  /**
   * @param {string} name
   * @param {string} value
   * @returns {boolean} whether it is kept
   */
  set(name, value) {
    try {
      localStorage.setItem(PREFIX + name, value);
      return true;
    } catch {
      return false;
    }
  },

  /**
   * @param {string} start
   * @returns {string[]} the names that begin so
   */
  names(start) {
    try {
      const all = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + start));
      return all.map((name) => name.slice(PREFIX.length));
    } catch {
      return [];
    }
  },

  /**
   * @param {string} name
   * @returns {boolean} whether it is gone
   */
  remove(name) {
    try {
      localStorage.removeItem(PREFIX + name);
      return true;
    } catch {
      return false;
    }
  },
};
