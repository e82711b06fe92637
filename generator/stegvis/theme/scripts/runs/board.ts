/** All runs in this browser, as cards, and what can be done with each. */
import { createButton, createElement, onAction, query, setText } from "../browser/dom.ts";
import { runTitle, t } from "../browser/i18n.ts";
import { reader } from "../browser/reader.ts";
import { LIMITS } from "../run/limits.ts";
import { summarize } from "../run/run-facts.ts";
import { packRuns, serializeRuns } from "../run/run-file.ts";
import { type NewEntry, type Run, type Shelf, appendEntry, currentState, newRunId } from "../run/run-log.ts";
import type { Store } from "../run/store.ts";
import { describeTrouble, download, importFile } from "../run/transfer.ts";
import { createCard } from "./card.ts";
import type { Checklists } from "./checklists.ts";

export class Board {
  readonly #opening: Promise<Store>;
  readonly #checklists: Checklists;
  readonly #board = query(document, "[data-board]");
  readonly #message = query(document, "[data-status-message]");
  readonly #archived = query(this.#board, "[data-archived]");

  constructor(opening: Promise<Store>, checklists: Checklists) {
    this.#opening = opening;
    this.#checklists = checklists;
  }

  start(): void {
    const file = query<HTMLInputElement>(this.#board, "[data-import]");
    file.addEventListener("change", () => void this.#importFrom(file));
    this.#archived.addEventListener("change", () => void this.render());
    onAction(this.#board, (action) => void this.#save(action));
    this.#board.hidden = false;
    void this.render();
    void this.#opening.then((store) => store.watch(() => void this.render()));
  }

  async render(): Promise<void> {
    const store = await this.#opening;
    setText(query(document, "[data-trouble]"), describeTrouble(store));
    const runs = (await store.all())
      .map((run) => ({ run, state: currentState(run) }))
      .filter(({ state }) => state.kept !== "removed")
      .sort((left, right) => right.state.changed - left.state.changed);
    this.#archived.hidden = !runs.some(({ state }) => state.kept === "archived");
    const isAll = query<HTMLInputElement>(this.#archived, "input").checked;
    const shown = runs.filter(({ state }) => isAll || state.kept === "open");
    query(this.#board, "[data-none]").hidden = shown.length > 0;
    query(this.#board, "[data-list]").replaceChildren(...shown.map(({ run }) => this.#card(run)));
    query(this.#board, "[data-damaged]").hidden = (await store.readQuarantine()).length === 0;
  }

  #card(run: Run): HTMLElement {
    const card = createCard(run, this.#checklists);
    onAction(card, (action) => void this.#act(action, run, card));
    return card;
  }

  async #act(action: string, run: Run, card: HTMLElement): Promise<void> {
    const { name } = currentState(run);
    if (action === "rename") this.#rename(run, card, name);
    else if (action === "restore") await this.#write(run, { kept: "open" });
    else if (action === "archive") await this.#putAway(run, "archived", "live_archived");
    else if (action === "delete") await this.#putAway(run, "removed", "live_deleted");
    else if (action === "duplicate") {
      await this.#write({ ...run, id: newRunId() }, { name: t("live_copy_of", { name: runTitle(run, name) }) });
    }
  }

  async #write(run: Run, entry: NewEntry): Promise<void> {
    const store = await this.#opening;
    const by = reader.initials;
    await store.save(appendEntry(run, by ? { by, ...entry } : entry, Date.now()));
    await this.render();
  }

  /** Puts a field for the name in the place of the card's heading. */
  #rename(run: Run, card: HTMLElement, name: string): void {
    const field = createElement("input", "", { className: "board-name", maxLength: LIMITS.name, value: name });
    field.setAttribute("aria-label", t("run_rename"));
    query(card, "h2").replaceChildren(field);
    field.focus();
    field.addEventListener("change", () => void this.#write(run, { name: field.value.trim() }));
    field.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") void this.render();
      if (key === "Enter") field.blur();
    });
  }

  /** Takes a run off the list and offers to undo that. */
  async #putAway(run: Run, kept: Shelf, message: string): Promise<void> {
    await this.#write(run, { kept });
    const undo = createButton(t("live_undo"), async () => {
      const stored = await (await this.#opening).get(run.id);
      if (stored) await this.#write(stored, { kept: "open" });
      this.#message.replaceChildren();
      document.getElementById(`_run-${run.id}`)?.querySelector("a")?.focus();
    });
    const name = runTitle(run, currentState(run).name);
    this.#message.replaceChildren(t(message, { name }), " ", undo);
    undo.focus();
  }

  /** Saves all runs, or the damaged data, as a file. */
  async #save(action: string): Promise<void> {
    const store = await this.#opening;
    const today = new Date().toISOString().slice(0, 10);
    if (action === "save") {
      const runs = (await store.all()).filter((run) => currentState(run).kept !== "removed");
      const files = packRuns(runs.map((run) => ({ ...run, summary: summarize(run) })));
      files.forEach((group, index) => {
        download(`stegvis-${today}${index ? `-${index + 1}` : ""}.json`, serializeRuns(group));
      });
    } else if (action === "damaged") {
      download(`stegvis-damaged-${today}.json`, JSON.stringify(await store.readQuarantine(), null, 1));
    }
  }

  async #importFrom(field: HTMLInputElement): Promise<void> {
    const file = field.files?.[0];
    if (!file) return;
    const { message } = await importFile(await this.#opening, file);
    field.value = "";
    await this.render();
    this.#message.replaceChildren(message);
  }
}
