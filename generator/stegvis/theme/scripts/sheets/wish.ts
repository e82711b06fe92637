/** What the reader wants to print; an empty text where it doesn't matter. */
export interface Wish {
  procedures: string[];
  role: string;
  /** The kind of sheet. */
  kind: string;
  paper: string;
}
