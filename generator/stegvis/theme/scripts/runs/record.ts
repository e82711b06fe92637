/** The record of a run, to print or to save as a table. */
import { createButton, createElement, query } from "../browser/dom.ts";
import { formatDate, runTitle, t } from "../browser/i18n.ts";
import type { ChecklistPage } from "../run/checklist-page.ts";
import { toCsv } from "../run/csv.ts";
import { summarize } from "../run/run-facts.ts";
import type { Run } from "../run/run-log.ts";
import { download, fileName } from "../run/transfer.ts";
import type { Checklists } from "./checklists.ts";
import { type RecordTable, RecordTables, type Row } from "./record-tables.ts";

/** Shows the record in the place of the page's introduction; without its checklist, from the run alone. */
export function renderRecord(run: Run, page: ChecklistPage | null, checklists: Checklists): void {
  const record = new RecordTables(run, page);
  const { columns, outcome, revisions, state, tables } = record;
  const name = runTitle(run, state.name);
  const entry = checklists.entry(run);
  const title = entry?.title ?? summarize(run).title;

  const place = query(document, "[data-record-view]");
  place.hidden = false;
  query(document, ".summary").hidden = true;
  query(document, "h1").textContent = `${t("record")} – ${name}`;
  document.title = `${name} – ${document.title}`;

  const procedure = entry ? createElement("a", title, { href: checklists.address(run) }) : title;
  const facts: [key: string, value: string | Node][] = [
    ["record_case", name],
    ["record_procedure", procedure],
    ["record_revision", revisions],
    ["record_outcome", outcome],
    ["record_changed", formatDate(state.changed)],
  ];
  const list = createElement("dl", "", { className: "facts" });
  const shown = facts.map(([key, value]): [string, string | Node] => [t(key), value]);
  for (const [name, value] of [...shown, ...record.facts]) {
    const description = createElement("dd");
    description.append(value);
    list.append(createElement("dt", name), description);
  }
  place.append(list);
  if (!entry) place.append(createElement("p", t("live_unknown")));
  tables.forEach(({ heading, rows }, index) => {
    if (index) place.append(createElement("h2", heading));
    place.append(createTable(columns, rows, heading));
  });

  const actions = createElement("p", "", { className: "actions" });
  actions.append(
    createButton(t("record_print"), () => print()),
    createButton(t("run_table"), () => saveTable(name, [name, title, outcome], columns, tables)),
  );
  place.append(actions, ...(page?.status ?? []).map((text) => createElement("p", text)));
}

/** Returns a cell for each column. */
const cellsOf = (columns: string[], { cells }: Row): string[] => columns.map((_, index) => cells[index] ?? "");

/** Saves all tables as one; `facts` are those of the run. The byte order mark tells spreadsheets that it is UTF-8. */
function saveTable(name: string, facts: string[], columns: string[], tables: RecordTable[]): void {
  const heads = ["record_case", "record_procedure", "record_outcome", "record"].map((key) => t(key));
  const rows = tables.flatMap(({ heading, rows }) => rows.map((row) => [...facts, heading, ...cellsOf(columns, row)]));
  download(`${fileName(name)}.csv`, `\ufeff${toCsv([[...heads, ...columns], ...rows])}\r\n`, "text/csv");
}

/** Returns a table that scrolls by itself where the page is narrow. */
function createTable(columns: string[], rows: Row[], label: string): HTMLElement {
  const table = createElement("table");
  table.createTHead().insertRow().append(...columns.map((head) => createElement("th", head, { scope: "col" })));
  const body = table.createTBody();
  for (const row of rows) {
    const cells = cellsOf(columns, row);
    body.insertRow().append(...cells.map((text, index) => createElement("td", text, index ? {} : { lang: row.locale })));
  }
  const scroll = createElement("div", "", { className: "scroll", tabIndex: 0 });
  scroll.setAttribute("role", "region");
  scroll.setAttribute("aria-label", label);
  scroll.append(table);
  return scroll;
}
