/** Tables for spreadsheets. Pure. */

/** Returns rows as CSV (RFC 4180) in which no spreadsheet takes a cell for a formula. */
export const toCsv = (rows: string[][]): string =>
  rows.map((row) => row.map((cell) => `"${escapeFormula(cell).replaceAll('"', '""')}"`).join(",")).join("\r\n");

const escapeFormula = (cell: string): string => (/^\s*[=+\-@＝＋－＠]|^[\t\r\n]/.test(cell) ? `'${cell}` : cell);
