/** All that catalog and checks say of a message, as elements. */
import { createButton, createElement } from "../browser/dom.ts";
import type { Message, Term } from "./message-data.ts";

type Texts = Record<string, string>;

const CHANGES: Record<string, "span" | "del" | "ins"> = { same: "span", gone: "del", new: "ins" };

/** Returns the elements below the message's key and state. */
export function messageFacts(message: Message, texts: Texts): HTMLElement {
  const facts = createElement("dl");
  const add = (name: string, ...content: Node[]): void => {
    const value = createElement("dd");
    value.append(...content);
    facts.append(createElement("dt", texts[name]), value);
  };
  const findings = message.findings.map(({ code, message: text, hint }) =>
    [`${code}: ${text}`, hint].filter(Boolean).join(". "),
  );
  add("view_english", createEnglish(message.source));
  if (message.difference.length) add("view_difference", createDifference(message));
  add("view_translation", document.createTextNode(message.words || "–"));
  add("view_findings", findings.length ? createList(findings) : createElement("span", texts.view_sound));
  if (message.context.length) add("view_context", createList(message.context));
  if (message.notes.length) add("view_notes", createList(message.notes));
  if (message.terms.length) add("view_terms", createList(message.terms.map((term) => describeTerm(term, texts))));
  add("view_place", createElement("code", `${message.path}:${message.line}`));
  add("view_entry", createElement("pre", message.entry), createCopyButton(message, texts));
  return facts;
}

/** Returns the state in words, and who has looked at the translation. */
export function describeState(state: string, { words, standing }: Message, texts: Texts): string {
  const reviews: Record<string, string | undefined> = {
    machine: texts.status_machine,
    unreviewed: texts.status_unreviewed,
    reviewed: texts.view_reviewed,
  };
  const review = words ? reviews[standing] : "";
  return (texts[`count_${state}`] ?? "") + (review ? ` · ${review}` : "");
}

function createList(lines: string[]): HTMLElement {
  const list = createElement("ul");
  list.append(...lines.map((line) => createElement("li", line)));
  return list;
}

const createEnglish = (text: string): HTMLElement => createElement("span", text, { lang: "en", dir: "ltr" });

/** Returns the English text with what has changed since it was translated. */
function createDifference({ difference }: Message): HTMLElement {
  const text = createEnglish("");
  text.append(...difference.map(([kind, stretch]) => createElement(CHANGES[kind] ?? "span", stretch)));
  return text;
}

function describeTerm({ term, meaning, forms, forbidden, keep }: Term, texts: Texts): string {
  const translations = keep ? (texts.glossary_kept ?? "") : forms.join(", ");
  const avoid = forbidden.length ? ` ${texts.glossary_avoid?.replace("{forms}", forbidden.join(", "))}` : "";
  return `${term}: ${translations}.${avoid} ${meaning}`;
}

function createCopyButton({ entry }: Message, texts: Texts): HTMLElement {
  const button = createButton(texts.view_copy ?? "", async () => {
    await navigator.clipboard.writeText(entry);
    button.textContent = texts.view_copied ?? "";
  });
  return button;
}
