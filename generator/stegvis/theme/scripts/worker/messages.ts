/**
 * What pages and the service worker say to each other. A page may speak to a worker of an earlier build,
 * and the other way round: a change here must understand both.
 */

/** What can be kept of a locale: its checklists, all its pages, or its sheets for a paper size. */
export type Kind = "checklists" | "pages" | "a4" | "letter";

/** From a page: keep this kind of files of a locale. The page may also send `"off"`: keep nothing any more. */
export interface PageRequest {
  locale: string;
  /** The checklists if it is missing. */
  kind?: Kind | undefined;
}

/** From the worker: what is kept now. */
export interface KeptReport {
  /** The build's id; empty if nothing is kept. */
  build: string;
  pages: number;
  sheets: number;
  /** Whether the request is done with, well or not. */
  isDone?: boolean;
  /** Whether everything that was asked for is kept. */
  isWhole?: boolean;
}
