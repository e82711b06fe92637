/** A run as a table for spreadsheets. Pure. */

/** @param {string[][]} rows @returns {string} CSV (RFC 4180) in which no cell is taken for a formula */
export const table = (rows) =>
  rows.map((row) => row.map((cell) => `"${guarded(cell).replaceAll('"', '""')}"`).join(",")).join("\r\n");

/** @param {string} cell */
const guarded = (cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
