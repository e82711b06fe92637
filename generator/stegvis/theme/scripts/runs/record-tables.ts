/** What a record lists: the steps of the run and all marks ever made, each with its words and revision. */
import { query, queryAll } from "../browser/dom.ts";
import { formatDate, t } from "../browser/i18n.ts";
import { reader } from "../browser/reader.ts";
import { type ChecklistPage, type ChecklistStep, answerText } from "../run/checklist-page.ts";
import { findDueTimes } from "../run/due-times.ts";
import { DueWords } from "../run/due-words.ts";
import { describeProgress } from "../run/progress.ts";
import { findChangedParts, finishSnapshot, mapRenamedSteps, reviewRun } from "../run/revision-diff.ts";
import { findItemNames } from "../run/named-values.ts";
import { isTask, stateOf, withoutItems } from "../run/run-graph.ts";
import {
  type Mark,
  type Noted,
  type Run,
  type RunState,
  type Signature,
  type Snapshot,
  type SnapshotStep,
  currentState,
  isMarked,
} from "../run/run-log.ts";
import { Snapshots, isSameProcedure } from "../run/snapshots.ts";
import { combineAnswers } from "../run/combinations.ts";
import { type Traversal, isDoneByParts, traverseRun } from "../run/traversal.ts";

/** The heads of the columns that every record has. */
const COLUMNS = ["record_step", "run_state", "record_who", "record_when", "record_answer", "run_note", "record_revision"];

const NOTHING = { title: "", locale: "" };

/** When each step of a run is due. */
interface DueColumn {
  heading: string;
  /** In words, by path. */
  cells: ReadonlyMap<string, string>;
}

/** Returns the column if a step has a due time. */
function findDueColumn(run: Run, page: ChecklistPage, state: RunState, traversal: Traversal): DueColumn | null {
  const words = DueWords.find();
  const times = words ? findDueTimes(page.steps, state, traversal, run.made, words.calendar) : [];
  if (!words || !times.length) return null;
  const now = Date.now();
  return { heading: words.heading, cells: new Map(times.map((time) => [time.path, words.describeBriefly(time, now)])) };
}

/** Returns the files that a step offers, each with what is to be filled in and who signs. */
const listFiles = ({ item }: ChecklistStep): string[] =>
  queryAll(item, ":scope > .step-details > .file").map((file) => {
    const title = query(file, "a").textContent ?? "";
    const reason = queryAll(file, "p + p").map(({ textContent }) => textContent).join(" ");
    return reason ? t("live_reason", { mark: title, reason }) : title;
  });

export interface Row {
  /** A cell for each of the columns; those at the end may be missing. */
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
  readonly #traversal: Traversal | null;
  readonly #run: Run;
  readonly #page: ChecklistPage | null;
  readonly #snapshots: Snapshots;
  /** What the run was finished or last worked on with, if that is not what the page shows. */
  readonly #past: Snapshot | undefined;
  /** Whether changes of the procedure are still to be looked at. */
  readonly #isToReview: boolean;
  readonly #due: DueColumn | null;

  constructor(run: Run, page: ChecklistPage | null) {
    const renames = page ? mapRenamedSteps(page.root) : new Map<string, string>();
    this.#page = page;
    this.#run = run;
    this.#snapshots = new Snapshots(run, renames);
    this.state = currentState(run, renames);
    this.end = finishSnapshot(run, this.state, renames);
    if (!page) this.#past = this.#snapshots.last;
    else if (this.end && !isSameProcedure(this.end, page.snapshot)) this.#past = this.end;
    this.#traversal = page && !this.#past ? traverseRun(page.root, this.state.marks, reader, combineAnswers) : null;
    this.#due = page && this.#traversal && findDueColumn(run, page, this.state, this.#traversal);
    this.#isToReview = !this.#past && !!page && !!reviewRun(run, this.state, page.snapshot, renames);
  }

  /** The end that was reached; or how far the run is, and whether its procedure has changed. */
  get outcome(): string {
    if (this.end) {
      const reason = this.#words(this.state.finished, this.end).step?.text || this.state.finished;
      return t("live_reason", { mark: t("live_finished"), reason });
    }
    const progress = this.#traversal ? describeProgress(this.#traversal) : "";
    return [t("record_unfinished"), progress, this.#isToReview && t("live_review")].filter(Boolean).join(" · ");
  }

  /** The heads of the columns. */
  get columns(): string[] {
    return [...COLUMNS.map((key) => t(key)), ...(this.#due ? [this.#due.heading] : [])];
  }

  /** The revisions in which the run was worked on. */
  get revisions(): string {
    const snapshots = this.#run.entries.flatMap(({ under }) => this.#snapshots.get(under) ?? []);
    snapshots.sort((left, right) => left.revision - right.revision);
    return [...new Set(snapshots.map((snapshot) => this.#revision(snapshot)))].join(", ");
  }

  /** Returns a snapshot's revision, with a part of its fingerprint if the run has another of this number. */
  #revision(snapshot: Snapshot | undefined): string {
    if (!snapshot) return "";
    const { revision, fingerprint } = snapshot;
    const isShared = this.#run.snapshots.some(
      (other) => other.revision === revision && !isSameProcedure(other, snapshot),
    );
    return isShared ? `${revision} (${fingerprint.slice(0, 5)})` : String(revision);
  }

  /** The facts of the run: each question with its answer. */
  get facts(): [question: string, answer: string][] {
    return [...this.state.marks].flatMap(([path, { answer, under }]): [string, string][] => {
      const { step } = this.#words(path, this.#snapshots.get(under) ?? this.#past);
      return path.startsWith("@") && answer.length ? [[step?.text || path, answerText(step?.options, answer)]] : [];
    });
  }

  /** Returns the tables that have rows, the steps of the run first. */
  get tables(): RecordTable[] {
    const { state } = this;
    const visited = this.#traversal?.visited ?? this.#pastSteps();
    const others = [...state.marks].filter(([path, mark]) => !visited.includes(path) && (!!mark.note || isMarked(mark)));
    const present = this.#past ?? this.#page?.snapshot;
    const known = present ? this.#snapshots.steps(present) : new Map<string, SnapshotStep>();
    return [
      { heading: t("record"), rows: visited.flatMap((path) => this.#rows([path, state.marks.get(path)])) },
      ...state.rounds.map(({ from, at, by, marks }, index) => ({
        heading: t(by ? "live_mark_by" : "live_mark", {
          state: from ? t("live_round", { number: index + 1 }) : t("record_dropped"),
          by,
          date: formatDate(at),
        }),
        rows: [...marks].flatMap((entry) => this.#rows(entry)),
      })),
      {
        heading: t("record_replaced"),
        rows: [
          ...state.replaced.flatMap(([path, mark]) =>
            isMarked(mark) ? this.#rows([path, mark]) : [this.#signedRow(path, t("record_reopened"), mark)],
          ),
          ...state.renoted.map(([path, id, noted]) => this.#signedRow(path, this.#value(path, id, noted), noted)),
        ],
      },
      {
        heading: t("record_others"),
        rows: others.filter(([path]) => known.has(withoutItems(path))).flatMap((entry) => this.#rows(entry)),
      },
      {
        heading: t("record_removed"),
        rows: others.filter(([path]) => !known.has(withoutItems(path))).flatMap((entry) => this.#rows(entry)),
      },
      { heading: t("record_adopted"), rows: state.adopted.map((signature) => this.#adoptedRow(signature)) },
    ].filter(({ rows }) => rows.length);
  }

  #pastSteps(): string[] {
    const { finished, marks } = this.state;
    const steps = this.#past ? [...this.#snapshots.steps(this.#past).keys()] : [];
    return steps.flatMap((step) => {
      const marked = [...marks.keys()].filter((path) => withoutItems(path) === step);
      return step === finished && !marked.length ? [step] : marked;
    });
  }

  /** Returns a step as a snapshot has it: in the page's language, if it says the same there. */
  #words(path: string, made: Snapshot | undefined): { step: SnapshotStep | undefined; locale: string } {
    const present = this.#page?.snapshot;
    const step = withoutItems(path);
    const now = present && this.#snapshots.steps(present).get(step);
    const old = made && this.#snapshots.steps(made).get(step);
    const isTranslated = now && old && made.locale !== present.locale && !findChangedParts(old, made, now, present).length;
    if (made && old?.text && !isTranslated) return { step: { ...now, ...old }, locale: made.locale };
    return { step: now ?? old, locale: (now ? present : made)?.locale ?? "" };
  }

  /** Returns the rows of a step: what was marked, who confirmed it, and who ended the run there. */
  #rows([path, mark]: [path: string, mark: Mark | undefined]): Row[] {
    const { ended, finished } = this.state;
    if (this.end && ended && path === finished) return [this.#signedRow(path, t("live_finished"), ended)];
    const confirmed = mark?.confirmed ?? [];
    return [this.#row(path, mark), ...confirmed.map((signature) => this.#signedRow(path, t("record_confirmed"), signature))];
  }

  /** Returns the row of a step: its words, state, who, when, answer or reason, note, and revision. */
  #row(path: string, mark: Mark | undefined): Row {
    const made = isMarked(mark) ? this.#snapshots.get(mark.under) : undefined;
    const { step, locale } = this.#words(path, made ?? this.#past);
    const shown = this.#page?.steps.get(withoutItems(path));
    const present = shown?.step;
    const isDone = !!present && !!this.#traversal && isDoneByParts(this.#traversal, path, present);
    const answer = mark ? answerText(step?.options, mark.answer) : "";
    const values = [...(mark?.values ?? [])].filter(([, { text }]) => text).map(([id, noted]) => this.#value(path, id, noted));
    const state = isDone ? "done" : present ? stateOf(present, mark) : (mark?.state ?? "open");
    const isNothingToDo = state === "open" && !answer && !(present && isTask(present));
    const cells = [
      this.#stepName(path, step),
      isNothingToDo ? "" : t(`run_${answer ? "done" : state}`),
      mark?.by ?? "",
      mark?.at ? formatDate(mark.at) : "",
      [answer || (mark?.reason ?? ""), ...values, ...(shown && !this.#past ? listFiles(shown) : [])].filter(Boolean).join("; "),
      mark?.note ?? "",
      this.#revision(made),
      // A dropped mark was due at another time.
      (mark === this.state.marks.get(path) && this.#due?.cells.get(path)) || "",
    ];
    return { cells, locale };
  }

  /** Returns a step's number and words, and the names of the items for which it is done. */
  #stepName(path: string, step: SnapshotStep | undefined): string {
    const items = findItemNames(this.state, path).join(", ");
    return `${step?.number ?? ""} ${step?.text || path}${items && ` (${items})`}`.trim();
  }

  /** Returns a noted value after its label, as the page or the snapshot has it under which it was noted. */
  #value(path: string, id: string, { text, under }: Noted): string {
    const { step } = this.#words(path, this.#snapshots.get(under));
    const found = id.startsWith("~") ? step?.values?.at(-1) : step?.values?.find(([name]) => name === id);
    const label = found?.[1] ?? id;
    return t("live_reason", { mark: label, reason: text || "–" });
  }

  /** Returns the row of what somebody said of a step, under the words of the snapshot that was shown. */
  #signedRow(path: string, state: string, { by, at, under }: Signature): Row {
    const snapshot = this.#snapshots.get(under);
    const { step, locale } = this.#words(path, snapshot);
    return { cells: [this.#stepName(path, step), state, by, formatDate(at), "", "", this.#revision(snapshot)], locale };
  }

  /** Returns the row of a procedure whose changes somebody accepted. */
  #adoptedRow({ by, at, under }: Signature): Row {
    const snapshot = this.#snapshots.get(under);
    const present = this.#page?.snapshot;
    const { title, locale } = (present && snapshot && isSameProcedure(present, snapshot) ? present : snapshot) ?? NOTHING;
    return { cells: [title, t("record_confirmed"), by, formatDate(at), "", "", this.#revision(snapshot)], locale };
  }
}
