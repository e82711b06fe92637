/** Repeated steps: the items that the reader names, each with the steps that are done for it. */
import { cloneTemplate, query, queryAll, setValue } from "../browser/dom.ts";
import type { ChecklistStep } from "../run/checklist-page.ts";
import { expandGraph, expandedSteps, itemsOf } from "../run/run-graph.ts";
import { newRunId } from "../run/run-log.ts";
import type { Session } from "./session.ts";
import { addToolsButton } from "./step-tools.ts";

/** The attributes that name a step. */
const NAMING = ["id", "for", "href", "name", "data-step", "aria-describedby", "aria-labelledby"];
const ID_LENGTH = 12;

/** An item, with its part of the page. */
interface Item {
  section: HTMLElement;
  input: HTMLInputElement;
  remove: HTMLButtonElement;
  steps: ChecklistStep[];
}

/** A step that is repeated, with what is repeated. */
interface Repeated {
  step: ChecklistStep;
  box: HTMLElement;
  /** The steps as they stand on the page without scripts. They stay there for paper, until there are items. */
  original: HTMLElement;
  steps: ChecklistStep[];
  /** Those that were ever shown, by id: what is opened again is as it was. */
  items: Map<string, Item>;
}

const toAnchor = (path: string): string => path.replaceAll("/", ".");

/** Lets Enter end what is typed in a field, and not send the form. */
export function endOnEnter(input: HTMLInputElement, act = (): void => input.blur()): void {
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    act();
  });
}

export class Items {
  readonly #session: Session;
  readonly #onNew: (steps: ChecklistStep[]) => void;
  readonly #repeated = new Map<string, Repeated>();

  /** Calls back with the steps of each new item. */
  constructor(session: Session, onNew: (steps: ChecklistStep[]) => void) {
    this.#session = session;
    this.#onNew = onNew;
    for (const step of [...session.page.steps.values()]) this.#start(step);
  }

  #start(step: ChecklistStep): void {
    const { steps } = this.#session.page;
    if (!step.step.each || !steps.has(step.path)) return;
    const box = query(step.item, ":scope > [data-each]");
    const original = query(box, ":scope > [data-item]");
    const inner = [...steps.values()].filter(({ path }) => path.startsWith(`${step.path}/`));
    for (const { path } of inner) steps.delete(path);
    for (const made of queryAll(original, ".tools-button, .tools, .step-status")) made.remove();
    this.#repeated.set(step.path, { step, box, original, steps: inner, items: new Map() });
    const adding = cloneTemplate("add-item");
    const input = query<HTMLInputElement>(adding, "input");
    query(adding, "span").textContent = query(box, "[data-each-name]").textContent;
    const add = (): void => {
      const name = input.value.trim();
      input.value = "";
      if (name) this.#session.write({ step: step.path, value: [`~${newRunId().slice(0, ID_LENGTH)}`, name] });
      input.focus();
    };
    endOnEnter(input, add);
    adding.addEventListener("change", (event) => event.stopPropagation());
    query(adding, "button").addEventListener("click", add);
    box.append(adding);
  }

  /** Shows the items that the run has. */
  sync(): void {
    const { page, state } = this.#session;
    if (!this.#repeated.size) return;
    const present = expandedSteps(expandGraph(page.graph, (path) => itemsOf(state.marks.get(path))));
    const known = new Map(page.steps);
    for (const { path, step } of present) {
      if (step.each) this.#syncStep(path, known);
    }
    page.steps.clear();
    for (const { path, step, procedure } of present) {
      const found = known.get(path);
      if (found) page.steps.set(path, Object.assign(found, { step, procedure }));
    }
  }

  /** Shows the items of a step, and adds their steps to those that are known. */
  #syncStep(path: string, known: Map<string, ChecklistStep>): void {
    const { state, isPast } = this.#session;
    const repeated = this.#repeated.get(path);
    if (!repeated) return;
    const mark = state.marks.get(path);
    const ids = itemsOf(mark);
    for (const [id, { section }] of repeated.items) if (!ids.includes(id)) section.remove();
    const end = query(repeated.box, ":scope > .add-item");
    end.hidden = isPast;
    for (const id of ids) {
      const isNew = !repeated.items.has(id);
      const item = repeated.items.get(id) ?? this.#newItem(repeated, id);
      if (!item.section.isConnected) end.before(item.section);
      for (const step of item.steps) known.set(step.path, step);
      if (isNew) {
        for (const step of item.steps) {
          step.item = query(item.section, `[id="${toAnchor(step.path)}"]`);
          addToolsButton(this.#session, step);
        }
        this.#startWithin(item, known);
        this.#onNew(item.steps);
      }
      setValue(item.input, mark?.values.get(id)?.text ?? "");
      item.input.disabled = isPast;
      item.remove.hidden = isPast || this.#session.isBegun(`${path}/${id}`);
    }
  }

  /** Starts repeated steps within a new item. */
  #startWithin(item: Item, known: Map<string, ChecklistStep>): void {
    const { steps } = this.#session.page;
    for (const step of item.steps) steps.set(step.path, step);
    for (const step of item.steps) this.#start(step);
    item.steps = item.steps.filter(({ path }) => steps.has(path) || !known.delete(path));
  }

  #newItem({ step, original, steps, items }: Repeated, id: string): Item {
    const [from, to] = [`${step.path}/`, `${step.path}/${id}/`];
    const section = cloneTemplate("item");
    const input = query<HTMLInputElement>(section, "input");
    const remove = query<HTMLButtonElement>(section, "button");
    query(section, "span").textContent = query(step.item, "[data-each-name]").textContent;
    input.addEventListener("change", (event) => {
      event.stopPropagation();
      const name = input.value.trim();
      if (name) this.#session.write({ step: step.path, value: [id, name] });
      else this.#session.refresh();
    });
    endOnEnter(input);
    remove.addEventListener("click", () => this.#session.write({ step: step.path, value: [id, ""] }));
    const copy = original.cloneNode(true) as HTMLElement;
    for (const element of queryAll(copy, "*")) {
      for (const name of NAMING) {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replaceAll(toAnchor(from), toAnchor(to)).replaceAll(from, to));
      }
    }
    section.append(copy);
    const moved = steps.map((inner) => ({ ...inner, path: to + inner.path.slice(from.length) }));
    const item = { section, input, remove, steps: moved };
    items.set(id, item);
    return item;
  }
}
