/** A command whose values are filled in. Pure. */

/** Consecutive characters of a command, or the label of a value that it names. */
export interface Piece {
  text: string;
  /** Of the value. */
  id?: string;
}

/** Returns the command with its values, and the labels of those that are missing and stay in braces. */
export function fillCommand(pieces: readonly Piece[], valueOf: (id: string) => string): { text: string; missing: string[] } {
  const missing = new Set<string>();
  const filled = pieces.map(({ id, text }) => {
    if (id === undefined) return text;
    const value = valueOf(id);
    if (!value) missing.add(text);
    return value || `{{${id}}}`;
  });
  return { text: filled.join(""), missing: [...missing] };
}
