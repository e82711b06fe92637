/**
 * The page with all runs in this browser; with `?record=ID` it is the record of one of them to print. What
 * a run's steps are called is read from its checklist in the page's language.
 */
import "./page.ts";
import { query } from "../browser/dom.ts";
import { t } from "../browser/i18n.ts";
import { Store } from "../run/store.ts";
import { Board } from "../runs/board.ts";
import { Checklists } from "../runs/checklists.ts";
import { startOfflineSection } from "../runs/offline-section.ts";
import { renderRecord } from "../runs/record.ts";

const checklists = new Checklists();
const opening = Store.open(checklists.renames);
const recordId = new URLSearchParams(location.search).get("record");

async function showRecord(id: string): Promise<void> {
  const run = await (await opening).get(id);
  if (run) renderRecord(run, await checklists.page(run), checklists);
  else query(document, "[data-status-message]").textContent = t("live_missing");
}

function showBoard(): void {
  new Board(opening, checklists).start();
  void startOfflineSection(query(document, "[data-offline]"));
}

if (recordId) void showRecord(recordId);
else showBoard();
