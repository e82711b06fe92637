/** The run as a whole: its name, who works on it, its copies, and how it is handed over. */
import { createButton, createElement, onAction, query, queryInputs, setText, setValue } from "../browser/dom.ts";
import { runTitle, t } from "../browser/i18n.ts";
import { reader } from "../browser/reader.ts";
import { summarize } from "../run/run-facts.ts";
import { serializeRuns } from "../run/run-file.ts";
import { encodeRun } from "../run/run-link.ts";
import { type Shelf, newRunId } from "../run/run-log.ts";
import type { Store } from "../run/store.ts";
import { type Import, describeTrouble, download, fileName, importFile } from "../run/transfer.ts";
import { startEnglishNames } from "./english-names.ts";
import type { Session } from "./session.ts";

export class RunPanel {
  readonly #session: Session;
  readonly #panel: HTMLElement;
  readonly #message: HTMLElement;
  readonly #name: HTMLInputElement;
  readonly #roleBoxes: HTMLInputElement[];
  /** Those of roles and parties in the page's language, by id. */
  readonly names = new Map<string, string>();

  constructor(session: Session, panel: HTMLElement) {
    this.#session = session;
    this.#panel = panel;
    this.#message = query(panel, "[data-status-message]");
    this.#name = query(panel, "[data-name]");
    this.#roleBoxes = queryInputs(panel, "[data-roles] input");
    for (const box of this.#roleBoxes) this.names.set(box.value, box.parentElement?.textContent?.trim() ?? "");
    for (const { value, text } of panel.querySelectorAll<HTMLOptionElement>("[data-party] option")) this.names.set(value, text);
  }

  /** Shows the panel; `onTyping` is told the run's name with each letter. */
  start(onTyping: (name: string) => void): void {
    const initials = query<HTMLInputElement>(this.#panel, "[data-initials]");
    setValue(initials, reader.initials);
    initials.addEventListener("change", () => (reader.initials = initials.value.trim()));
    // While it is typed: if the page moved on leaving the field, the click that left it would miss.
    this.#name.addEventListener("input", () => onTyping(this.#name.value.trim()));
    this.#name.addEventListener("change", () => this.#session.write({ name: this.#name.value.trim() }));
    this.#startRoles();
    startEnglishNames(this.#panel);
    const file = query<HTMLInputElement>(this.#panel, "[data-import]");
    file.addEventListener("change", () => void this.#importFrom(file));
    query<HTMLAnchorElement>(this.#panel, "a[data-record]").addEventListener("click", ({ currentTarget }) => {
      const { run } = this.#session;
      (currentTarget as HTMLAnchorElement).search = run ? `?record=${run.id}` : "";
    });
    onAction(this.#panel, (action) => void this.#act(action));
    this.#panel.hidden = false;
  }

  #startRoles(): void {
    const { roles } = reader;
    for (const box of this.#roleBoxes) {
      box.checked = roles.includes(box.value);
      box.addEventListener("change", () => {
        const own = this.#roleBoxes.filter(({ checked }) => checked).map(({ value }) => value);
        reader.roles = [...reader.roles.filter((role) => !this.names.has(role)), ...own];
        this.#session.refresh();
      });
    }
  }

  /** Shows the run's name, unless it is being typed. */
  renderName(): void {
    setValue(this.#name, this.#session.state.name);
  }

  renderTrouble(store: Store): void {
    setText(query(this.#panel, "[data-trouble]"), describeTrouble(store));
  }

  announce(message: string, ...more: Node[]): void {
    this.#message.replaceChildren(message, " ", ...more);
  }

  /** Opens what was imported, if it is one run of this checklist, and says what was imported. */
  openImported({ runs, message }: Import): void {
    const here = runs.filter(({ procedure }) => procedure === this.#session.page.graph.procedure);
    if (here.length === 1 && here[0]) this.#session.open(here[0]);
    this.announce(message);
  }

  async #importFrom(field: HTMLInputElement): Promise<void> {
    const file = field.files?.[0];
    if (!file) return;
    const imported = await importFile(await this.#session.store, file);
    field.value = "";
    this.openImported(imported);
  }

  get #title(): string {
    const { run, state } = this.#session;
    return run ? runTitle(run, state.name) : "";
  }

  async #act(action: string): Promise<void> {
    const { run } = this.#session;
    if (action === "new") {
      this.#session.open(null);
      this.announce("");
      this.#name.focus();
    }
    if (!run) return;
    if (action === "duplicate") {
      const name = t("live_copy_of", { name: this.#title });
      this.#session.open({ ...run, id: newRunId() });
      this.#session.write({ name });
    } else if (action === "archive") await this.#putAway("archived", "live_archived");
    else if (action === "delete") await this.#putAway("removed", "live_deleted");
    else if (action === "file") download(`${fileName(this.#title)}.json`, serializeRuns([{ ...run, summary: summarize(run) }]));
    else if (action === "link") await this.#copyLink(await encodeRun(run));
  }

  /** Takes the run off the list and offers to undo that. */
  async #putAway(kept: Shelf, message: string): Promise<void> {
    const session = this.#session;
    const name = this.#title;
    session.append({ kept });
    const { run } = session;
    await session.save();
    session.open(null);
    const undo = createButton(t("live_undo"), () => {
      session.open(run);
      session.write({ kept: "open" });
      this.announce("");
      this.#name.focus();
    });
    this.announce(t(message, { name }), undo);
  }

  async #copyLink(fragment: string): Promise<void> {
    if (!fragment) {
      this.announce(t("live_long"));
      return;
    }
    const { page, traversal } = this.#session;
    const party = page.steps.get(traversal.next ?? "")?.step.party;
    const address = `${location.origin}${location.pathname}${party ? `?party=${party}` : ""}#run=${fragment}`;
    try {
      await navigator.clipboard.writeText(address);
      this.announce(t("live_copied"));
    } catch {
      const field = createElement("input", "", { readOnly: true, value: address });
      field.setAttribute("aria-label", t("live_copy"));
      this.announce(t("live_copy"), field);
      field.select();
    }
  }
}
