/** Values that the reader notes at steps: the fields for them, and where later steps name them. */
import { cloneTemplate, query, queryAll, setText, setValue } from "../browser/dom.ts";
import { fill } from "../browser/i18n.ts";
import type { ChecklistStep } from "../run/checklist-page.ts";
import { findItemName, findNotingStep, notedValue } from "../run/named-values.ts";
import { Commands } from "./commands.ts";
import { copyText } from "./copying.ts";
import { endOnEnter } from "./items.ts";
import type { Session } from "./session.ts";
import { instruction } from "./step-controls.ts";

/** A field for a value at the step that notes it. */
interface Field {
  step: ChecklistStep;
  id: string;
  input: HTMLInputElement;
  fault: HTMLElement;
}

/** A place in a step's texts that names a value. */
interface Naming {
  step: ChecklistStep;
  id: string;
  label: string;
  place: HTMLElement;
}

const dateFormat = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "long", timeZone: "UTC" });

/** Returns a date as the language writes it; anything else as it is. */
function formatDay(text: string): string {
  const day = Date.parse(text);
  return Number.isNaN(day) ? text : dateFormat.format(day);
}

export class NotedValues {
  readonly #session: Session;
  readonly #fields: Field[] = [];
  readonly #namings: Naming[] = [];
  readonly #commands: Commands;
  /** The list of values beside each step that names some. */
  readonly #lists = new Map<ChecklistStep, HTMLElement>();

  constructor(session: Session) {
    this.#session = session;
    this.#commands = new Commands((step, id) => this.#fillIn(step, id));
  }

  /** Starts the fields and commands of steps, and fills in the values that they name. */
  start(steps: Iterable<ChecklistStep>): void {
    for (const step of steps) {
      for (const box of queryAll(step.item, ":scope > [data-noted]")) this.#fields.push(this.#startField(step, box));
      for (const place of queryAll(step.item, "[data-value]")) {
        if (place.closest(".step") !== step.item) continue;
        this.#namings.push({ step, id: place.dataset.value ?? "", label: place.textContent ?? "", place });
      }
      this.#commands.start(step);
    }
  }

  /** Returns what a step's command has in the place of a value: nothing if it is not noted, or of another form. */
  #fillIn(step: ChecklistStep, id: string): string {
    const noting = findNotingStep(this.#session.page.steps.values(), step.path, id);
    const field = this.#fields.find((field) => field.step === noting && field.id === id);
    const text = noting ? this.#valueOf(noting.path, id) : "";
    return field && isOfForm(field.input, text) ? text : "";
  }

  #startField(step: ChecklistStep, box: HTMLElement): Field {
    const input = query<HTMLInputElement>(box, "input");
    const fault = cloneTemplate("value-fault");
    setText(fault, fill(fault.textContent ?? "", { example: input.dataset.example ?? "" }));
    fault.hidden = true;
    box.append(fault);
    const field = { step, id: box.dataset.noted ?? "", input, fault };
    input.addEventListener("input", () => showFault(field));
    endOnEnter(input);
    // The form's own listener takes every change for a mark.
    box.addEventListener("change", (event) => {
      event.stopPropagation();
      this.#note(field);
    });
    return field;
  }

  #note({ step: { path }, id, input }: Field): void {
    const text = input.value.trim();
    if (text !== this.#valueOf(path, id)) this.#session.write({ step: path, value: [id, text] });
  }

  #valueOf(path: string, id: string): string {
    return notedValue(this.#session.state, path, id)?.text ?? "";
  }

  render(): void {
    for (const field of this.#fields) {
      setValue(field.input, this.#valueOf(field.step.path, field.id));
      field.input.disabled = this.#session.isPast;
      showFault(field);
    }
    for (const list of this.#lists.values()) list.replaceChildren();
    for (const naming of this.#namings) this.#renderNaming(naming);
    this.#commands.render();
  }

  #renderNaming({ step, id, label, place }: Naming): void {
    const isInCommand = !!place.closest("pre");
    const { steps } = this.#session.page;
    const name = findItemName(this.#session.state, (path) => steps.get(path)?.step.each === id, step.path);
    const noting = findNotingStep(steps.values(), step.path, id);
    if (name || !noting) {
      if (name && !isInCommand) place.textContent = name;
      return;
    }
    const text = this.#valueOf(noting.path, id);
    const isDate = this.#fields.some(({ step, id: name, input }) => step === noting && name === id && input.type === "date");
    const shown = isDate ? formatDay(text) : text;
    const named = isInCommand ? this.#fillIn(step, id) : shown;
    place.textContent = named || label;
    place.classList.toggle("is-noted", !!named);
    if (noting === step) return;
    const list = this.#listOf(step);
    if (list.querySelector(`[data-of="${id}"]`)) return;
    const line = cloneTemplate("named-value");
    line.dataset.of = id;
    query(line, "b").textContent = label;
    const value = query(line, ".value-text");
    const button = query<HTMLButtonElement>(line, "button");
    button.hidden = !text;
    if (text) value.textContent = shown;
    else value.append(linkTo(noting));
    button.addEventListener("click", () => void copyText(button, text, value));
    list.append(line);
  }

  #listOf(step: ChecklistStep): HTMLElement {
    let list = this.#lists.get(step);
    if (!list) {
      list = document.createElement("div");
      list.className = "named-values";
      (step.item.querySelector(":scope > .step-details") ?? instruction(step)).after(list);
      this.#lists.set(step, list);
    }
    return list;
  }
}

/** Returns whether a text has the form that the author asks for, which the field knows. */
function isOfForm(field: HTMLInputElement, text: string): boolean {
  const probe = field.cloneNode() as HTMLInputElement;
  probe.disabled = false; // some browsers validate no disabled field
  probe.value = text;
  return probe.value === text && probe.validity.valid;
}

/** Says whether what is typed has not the form that the author asks for. */
function showFault({ input, fault }: Field): void {
  const isWrong = !input.validity.valid;
  fault.hidden = !isWrong;
  input.setAttribute("aria-invalid", String(isWrong));
}

/** Returns a link to the step at which a value is still to be noted. */
function linkTo({ number, path }: ChecklistStep): HTMLElement {
  const link = cloneTemplate("value-missing");
  link.setAttribute("href", `#${path.replaceAll("/", ".")}`);
  link.textContent = fill(link.textContent ?? "", { number });
  return link;
}
