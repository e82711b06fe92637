/** The record of a run, to print or to save as a table. */
import { createButton, createElement, query } from "../browser/dom.ts";
import { formatDate, runTitle, t } from "../browser/i18n.ts";
import { reader } from "../browser/reader.ts";
import { type ChecklistPage, type ChecklistStep, answerText } from "../run/checklist-page.ts";
import { toCsv } from "../run/csv.ts";
import { describeProgress } from "../run/progress.ts";
import { renamedSteps } from "../run/revision-diff.ts";
import { isTask, stateOf } from "../run/run-graph.ts";
import { type Mark, type Run, type RunState, type StepRenames, currentState } from "../run/run-log.ts";
import { traverseRun } from "../run/traversal.ts";
import { download, fileName } from "../run/transfer.ts";
import type { Checklists } from "./checklists.ts";

const HEADINGS = ["record_step", "run_state", "record_who", "record_when", "record_answer", "run_note"];

/** Shows the record in the place of the page's introduction. */
export function renderRecord(run: Run, page: ChecklistPage, checklists: Checklists): void {
  const renames = renamedSteps(page.root);
  const state = currentState(run, renames);
  const title = runTitle(run, state.name);
  const traversal = traverseRun(page.root, state.marks, reader.roles);
  const isPast = !!state.finished && run.seen.revision < page.graph.revision;
  const steps = isPast ? new PastSteps(run, state, page, renames) : new PresentSteps(page, traversal.visited);

  const place = query(document, "[data-record-view]");
  place.hidden = false;
  query(document, ".summary").hidden = true;
  query(document, "h1").textContent = `${t("record")} – ${title}`;
  document.title = `${title} – ${document.title}`;

  const procedure = createElement("p");
  const back = { href: checklists.address(run) };
  procedure.append(createElement("a", checklists.entry(run)?.title, back));
  const facts = [
    ...(isPast ? [] : [describeProgress(traversal)]),
    ...(state.finished ? [t("live_finished")] : []),
    t("live_revision", { revision: run.seen.revision }),
    t("live_changed_on", { date: formatDate(state.changed) }),
  ];
  const rows = steps.visited.map((path) => steps.row(path, state.marks.get(path)));
  place.append(procedure, createElement("p", facts.join(" · ")), createTable(rows, steps.language, t("record")));

  state.rounds.forEach(({ from, at, marks }, index) => {
    const dropped = [...marks].map(([path, mark]) => steps.row(path, mark));
    const what = from ? t("live_round", { number: index + 1 }) : t("record_dropped");
    const heading = `${what}, ${formatDate(at)}`;
    place.append(createElement("h2", heading), createTable(dropped, steps.language, heading));
  });

  const actions = createElement("p", "", { className: "actions" });
  actions.append(
    createButton(t("record_print"), () => print()),
    createButton(t("run_table"), () => saveTable(title, rows)),
  );
  place.append(actions, ...page.status.map((text) => createElement("p", text)));
}

/** The byte order mark tells spreadsheets that the file is UTF-8. */
function saveTable(title: string, rows: string[][]): void {
  const table = toCsv([HEADINGS.map((key) => t(key)), ...rows]);
  download(`${fileName(title)}.csv`, `\ufeff${table}\r\n`, "text/csv");
}

/** The steps as the checklist has them now. */
class PresentSteps {
  readonly visited: string[];
  readonly language: string;
  readonly #page: ChecklistPage;

  constructor(page: ChecklistPage, visited: string[]) {
    this.#page = page;
    this.visited = visited;
    this.language = page.seen.locale;
  }

  row(path: string, mark: Mark | undefined): string[] {
    const step = this.#page.steps.get(path);
    return createRow(step, step ? `${step.number} ${step.text}` : path, mark);
  }
}

/** The steps as they were when the run was finished, with an earlier revision. */
class PastSteps {
  readonly visited: string[];
  readonly language: string;
  readonly #page: ChecklistPage;
  readonly #texts: Map<string, string>;

  constructor(run: Run, { finished, marks }: RunState, page: ChecklistPage, renames: StepRenames) {
    this.#page = page;
    this.#texts = new Map(run.seen.steps.map(([path, , text]) => [renames.get(path) ?? path, text]));
    this.visited = [...this.#texts.keys()].filter((path) => path === finished || marks.has(path));
    this.language = run.seen.locale;
  }

  row(path: string, mark: Mark | undefined): string[] {
    const step = this.#page.steps.get(path);
    return createRow(step, this.#texts.get(path) || step?.text || path, mark);
  }
}

/** Returns the cells of a step: its text, state, who, when, answer or reason, and note. */
function createRow(step: ChecklistStep | undefined, text: string, mark: Mark | undefined): string[] {
  const answer = step && mark ? answerText(step, mark) : "";
  const state = step ? stateOf(step.step, mark) : (mark?.state ?? "open");
  const isNothingToDo = step && !isTask(step.step) && state === "open" && !answer;
  return [
    text,
    isNothingToDo ? "" : t(`run_${answer ? "done" : state}`),
    mark?.by ?? "",
    mark?.at ? formatDate(mark.at) : "",
    answer || (mark?.reason ?? ""),
    mark?.note ?? "",
  ];
}

/** Returns a table that scrolls by itself where the page is narrow; `language` is that of the steps' texts. */
function createTable(rows: string[][], language: string, label: string): HTMLElement {
  const table = createElement("table");
  table.createTHead().insertRow().append(...HEADINGS.map((key) => createElement("th", t(key), { scope: "col" })));
  const body = table.createTBody();
  for (const cells of rows) {
    body.insertRow().append(...cells.map((text, index) => createElement("td", text, index ? {} : { lang: language })));
  }
  const scroll = createElement("div", "", { className: "scroll", tabIndex: 0 });
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", label);
  scroll.append(table);
  return scroll;
}
