/** The messages that a page shows, and the elements that show them. */
import { queryAll } from "../browser/dom.ts";
import type { Message } from "./message-data.ts";

/** What elements with messages match. */
export const MESSAGES = "[data-message], [data-messages]";

/** Returns the keys of the messages that an element shows. */
export function keysOf({ dataset: { message, messages } }: HTMLElement): string[] {
  return [...(message ? [message] : []), ...(messages ? messages.split(" ") : [])];
}

/** Returns the elements of each message, in the order of the page. */
export function pageMessages(): Map<string, HTMLElement[]> {
  nameOutline();
  namePicture();
  const elements = new Map<string, HTMLElement[]>();
  for (const element of queryAll(document, MESSAGES)) {
    for (const key of keysOf(element)) elements.set(key, [...(elements.get(key) ?? []), element]);
  }
  return elements;
}

/** The outline repeats headings and steps without their annotations. */
function nameOutline(): void {
  for (const link of queryAll<HTMLAnchorElement>(document, ".outline a:not(:has([data-message]))")) {
    copyMessage(link, document.getElementById(decodeURIComponent(link.hash.slice(1))));
  }
}

/** The picture repeats the steps, cut into plain lines. */
function namePicture(): void {
  const instructions = new Map(
    queryAll(document, ".steps > .step:has(> .number)").map((step) => [
      step.querySelector(".number")?.textContent,
      step.querySelector(".instruction"),
    ]),
  );
  for (const node of queryAll(document, ".chart .node, .chart .text-alternative > li")) {
    const number = (node.querySelector(".step-number") ?? node.querySelector("a"))?.textContent ?? "";
    copyMessage(node, instructions.get(number));
  }
}

/** Annotates an element like the first message in the original that it repeats. */
function copyMessage(copy: Element, original: Element | null | undefined): void {
  const { message, state } = original?.querySelector<HTMLElement>("[data-message]")?.dataset ?? {};
  if (message) copy.setAttribute("data-message", message);
  if (state) copy.setAttribute("data-state", state);
}

/** Returns a message's state: as the page says, else as its catalog does. */
export function stateOf(key: string, elements: HTMLElement[] = [], message?: Message): string {
  const element = elements.find(({ dataset }) => dataset.message === key);
  return element?.dataset.state || message?.state || "missing";
}
