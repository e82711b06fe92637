/** What a record lists: the steps of the run and all marks ever made, each with its words and revision. */
import { formatDate, t } from "../browser/i18n.ts";
import { reader } from "../browser/reader.ts";
import { type ChecklistPage, answerText } from "../run/checklist-page.ts";
import { changedParts, finishSnapshot, renamedSteps } from "../run/revision-diff.ts";
import { isTask, stateOf } from "../run/run-graph.ts";
import { type Mark, type Run, type RunState, type Snapshot, type SnapshotStep, currentState, isMarked } from "../run/run-log.ts";
import { Snapshots, isSameProcedure } from "../run/snapshots.ts";
import { type Traversal, traverseRun } from "../run/traversal.ts";

/** The heads of the columns. */
export const COLUMNS = ["record_step", "run_state", "record_who", "record_when", "record_answer", "run_note", "record_revision"];

export interface Row {
  /** A cell for each of the columns. */
  cells: string[];
  /** The language of the step's words. */
  locale: string;
}

export interface RecordTable {
  heading: string;
  rows: Row[];
}

/** A run with its checklist, or without it where that can't be had: then it is read by its snapshots. */
export class RecordTables {
  readonly state: RunState;
  /** What the run is finished with; null if it is not. */
  readonly end: Snapshot | null;
  /** Null where it is not known, or no longer matters. */
  readonly traversal: Traversal | null;
  readonly #page: ChecklistPage | null;
  readonly #snapshots: Snapshots;
  /** What the run was finished or last worked on with, if that is not what the page shows. */
  readonly #past: Snapshot | undefined;

  constructor(run: Run, page: ChecklistPage | null) {
    const renames = page ? renamedSteps(page.root) : new Map<string, string>();
    this.#page = page;
    this.#snapshots = new Snapshots(run, renames);
    this.state = currentState(run, renames);
    this.end = finishSnapshot(run, this.state, renames);
    if (!page) this.#past = this.#snapshots.last;
    else if (this.end && !isSameProcedure(this.end, page.snapshot)) this.#past = this.end;
    this.traversal = page && !this.#past ? traverseRun(page.root, this.state.marks, reader.roles) : null;
  }

  /** Returns the tables that have rows, the steps of the run first. */
  get tables(): RecordTable[] {
    const { state } = this;
    const visited = this.traversal?.visited ?? this.#pastSteps();
    const others = [...state.marks].filter(([path, mark]) => !visited.includes(path) && (!!mark.note || isMarked(mark)));
    return [
      { heading: t("record"), rows: visited.map((path) => this.#row(path, state.marks.get(path))) },
      ...state.rounds.map(({ from, at, marks }, index) => ({
        heading: `${from ? t("live_round", { number: index + 1 }) : t("record_dropped")}, ${formatDate(at)}`,
        rows: [...marks].map(([path, mark]) => this.#row(path, mark)),
      })),
      { heading: t("record_replaced"), rows: state.replaced.map(([path, mark]) => this.#row(path, mark)) },
      { heading: t("record_others"), rows: others.map(([path, mark]) => this.#row(path, mark)) },
    ].filter(({ rows }) => rows.length);
  }

  #pastSteps(): string[] {
    const { finished, marks } = this.state;
    const steps = this.#past ? [...this.#snapshots.steps(this.#past).keys()] : [];
    return steps.filter((path) => path === finished || marks.has(path));
  }

  /** Returns a step under which a mark was made: in the page's language, if it says the same there. */
  #words(path: string, mark: Mark | undefined): { step: SnapshotStep | undefined; snapshot: Snapshot | undefined } {
    const present = this.#page?.snapshot;
    const now = present && this.#snapshots.steps(present).get(path);
    const made = isMarked(mark) ? this.#snapshots.get(mark.under) : this.#past;
    const old = made && this.#snapshots.steps(made).get(path);
    const isTranslated = now && old && made.locale !== present.locale && !changedParts(old, made, now, present).length;
    if (old?.text && !isTranslated) return { step: { ...now, ...old }, snapshot: made };
    return { step: now ?? old, snapshot: now ? present : made };
  }

  /** Returns the row of a step: its words, state, who, when, answer or reason, note, and revision. */
  #row(path: string, mark: Mark | undefined): Row {
    const { step, snapshot } = this.#words(path, mark);
    const present = this.#page?.steps.get(path)?.step;
    const answer = mark ? answerText(step?.options, mark.answer) : "";
    const state = present ? stateOf(present, mark) : (mark?.state ?? "open");
    const isNothingToDo = state === "open" && !answer && !(present && isTask(present));
    const made = isMarked(mark) ? this.#snapshots.get(mark.under) : undefined;
    const cells = [
      `${step?.number ?? ""} ${step?.text || path}`.trim(),
      [isNothingToDo ? "" : t(`run_${answer ? "done" : state}`), this.#confirmation(mark)].filter(Boolean).join("\n"),
      mark?.by ?? "",
      mark?.at ? formatDate(mark.at) : "",
      answer || (mark?.reason ?? ""),
      mark?.note ?? "",
      String(made?.revision ?? ""),
    ];
    return { cells, locale: snapshot?.locale ?? "" };
  }

  #confirmation(mark: Mark | undefined): string {
    if (!mark?.confirmed) return "";
    const { by, at, under } = mark.confirmed;
    const state = t("record_confirmed", { revision: this.#snapshots.get(under)?.revision ?? "" });
    return t(by ? "live_mark_by" : "live_mark", { state, by, date: formatDate(at) });
  }
}
