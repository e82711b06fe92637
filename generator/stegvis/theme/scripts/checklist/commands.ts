/** The commands of steps: copied as they are written, with the values that are noted. */
import { query, queryAll, setText } from "../browser/dom.ts";
import { fill } from "../browser/i18n.ts";
import type { ChecklistStep } from "../run/checklist-page.ts";
import { type Piece, fillCommand } from "../run/command.ts";
import { copyText } from "./copying.ts";

/** Returns a value's text for a command of a step; nothing if there is none. */
export type FillIn = (step: ChecklistStep, id: string) => string;

/** Returns the pieces of a command as the page contains it. */
const readPieces = (code: HTMLElement): Piece[] =>
  [...code.childNodes].map((node) => {
    const text = node.textContent ?? "";
    return node instanceof HTMLElement ? { id: node.dataset.value ?? "", text } : { text };
  });

export class Commands {
  /** Hides what was said of the values that a command lacked. */
  readonly #messages: HTMLElement[] = [];

  readonly #fillIn: FillIn;

  constructor(fillIn: FillIn) {
    this.#fillIn = fillIn;
  }

  /** Lets the commands of a step be copied. */
  start(step: ChecklistStep): void {
    for (const box of queryAll(step.item, ":scope > .command")) {
      const code = query(box, "code");
      const pieces = readPieces(code);
      const button = query<HTMLButtonElement>(box, "button");
      const message = query(box, "[data-missing]");
      button.hidden = false;
      button.addEventListener("click", () => {
        const { text, missing } = fillCommand(pieces, (id) => this.#fillIn(step, id));
        const names = missing.join(", ");
        setText(message, names && fill(message.dataset.missing ?? "", { names }));
        void copyText(button, text, code);
      });
      this.#messages.push(message);
    }
  }

  render(): void {
    for (const message of this.#messages) setText(message, "");
  }
}
