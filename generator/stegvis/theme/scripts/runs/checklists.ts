/** The checklists that runs belong to, fetched in the page's language. */
import { query } from "../browser/dom.ts";
import { type ChecklistPage, readChecklistPage } from "../run/checklist-page.ts";
import type { Run } from "../run/run-log.ts";

/** What the page knows of a procedure. */
export interface ProcedureEntry {
  /** The checklist's path below the site's root. */
  path: string;
  title: string;
  /** The ids that the procedure had before. */
  was?: string[];
  /** Says in which language it can be read, where the page's own withholds it. */
  original?: string;
  language?: string;
}

export class Checklists {
  readonly #procedures: Record<string, ProcedureEntry> = JSON.parse(query(document, "script#_procedures").textContent ?? "{}");
  readonly #pages = new Map<string, Promise<ChecklistPage | null>>();

  /** Former ids of procedures, mapped to those that they have. */
  readonly renames = new Map(
    Object.entries(this.#procedures).flatMap(([id, { was = [] }]) => was.map((former) => [former, id] as const)),
  );

  /** Returns what the page knows of a run's procedure; nothing if it is no longer on the site. */
  entry({ procedure }: Run): ProcedureEntry | undefined {
    return Object.hasOwn(this.#procedures, procedure) ? this.#procedures[procedure] : undefined;
  }

  /** Returns the address at which a run is worked on. */
  address(run: Run): string {
    return `../../${this.entry(run)?.path}?run=${run.id}`;
  }

  /** Returns a run's checklist, or null if it can't be had. */
  async page(run: Run): Promise<ChecklistPage | null> {
    const path = this.entry(run)?.path;
    if (path === undefined) return null;
    const page = this.#pages.get(path) ?? fetchChecklist(path);
    this.#pages.set(path, page);
    return page;
  }
}

async function fetchChecklist(path: string): Promise<ChecklistPage | null> {
  try {
    const response = await fetch(`../../${path}`, { cache: "no-cache" });
    return readChecklistPage(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    return null;
  }
}
