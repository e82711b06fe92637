/**
 * The translator's view, in a preview only: the page's messages are outlined by state, and the one that is
 * selected is shown with all that its catalog and the checks say of it.
 */
import { createButton, createElement } from "../browser/dom.ts";
import { fetchMessageData } from "./message-data.ts";
import { describeState, messageFacts } from "./message-details.ts";
import { MESSAGES, keysOf, pageMessages, stateOf } from "./page-messages.ts";

/** The selected message is kept over a reload under this name. */
const SELECTED = "stegvis-translate";
const STATES = ["missing", "fuzzy", "translated"];

const locale = document.querySelector<HTMLElement>("script[data-translate]")?.dataset.translate ?? "";
const { words: texts, messages } = await fetchMessageData(locale);
const elements = pageMessages();
const stateOfKey = (key: string): string => stateOf(key, elements.get(key), messages[key]);

const panel = createElement("aside", "", { className: "translator", lang: document.documentElement.lang });
panel.setAttribute("aria-label", texts.view_panel ?? "");
const details = createElement("div", "", { className: "message-details" });

function renderDetails(key: string): void {
  const message = messages[key];
  const state = stateOfKey(key);
  const content = message
    ? [
        createElement("p", describeState(state, message, texts), { className: `state ${state}` }),
        messageFacts(message, texts),
      ]
    : [createElement("p", texts.view_absent)];
  details.replaceChildren(createButton(texts.view_close ?? "", close), createElement("h2", key), ...content);
  details.scrollTop = 0;
}

function deselect(): void {
  for (const element of document.querySelectorAll("[data-selected]")) element.removeAttribute("data-selected");
}

function select(key: string): void {
  deselect();
  for (const element of elements.get(key) ?? []) element.toggleAttribute("data-selected", true);
  renderDetails(key);
  sessionStorage.setItem(SELECTED, key);
}

function close(): void {
  deselect();
  details.replaceChildren(createElement("p", texts.view_hint, { className: "hint" }));
  sessionStorage.removeItem(SELECTED);
}

/** Returns the list of all messages of the page, folded, with how many there are in each state. */
function createOverview(): HTMLElement {
  const list = createElement("ul", "", { className: "list" });
  const summary = createElement("summary");
  summary.append(texts.view_panel ?? "", " ");
  for (const state of STATES) {
    const keys = [...elements.keys()].filter((key) => stateOfKey(key) === state);
    const count = `${texts[`count_${state}`] ?? ""} ${keys.length}`;
    summary.append(createElement("span", count, { className: `state ${state}` }));
    list.append(...keys.map((key) => createEntry(key, state)));
  }
  const overview = createElement("details");
  overview.append(summary, list);
  return overview;
}

function createEntry(key: string, state: string): HTMLElement {
  const button = createButton(key, () => {
    select(key);
    elements.get(key)?.[0]?.scrollIntoView({ block: "center" });
  });
  button.dataset.state = state;
  button.toggleAttribute("data-has-findings", !!messages[key]?.findings.length);
  const item = createElement("li");
  item.append(button);
  return item;
}

// A click on a message shows it; with the Alt key it does what it does without this view.
document.addEventListener(
  "click",
  (event) => {
    if (event.altKey || !(event.target instanceof Element) || panel.contains(event.target)) return;
    const element = event.target.closest<HTMLElement>(MESSAGES);
    const [key] = element ? keysOf(element) : [];
    if (!key) return;
    event.preventDefault();
    event.stopPropagation();
    select(key);
  },
  { capture: true },
);

for (const [key, shown] of elements) {
  if (messages[key]?.findings.length) for (const element of shown) element.toggleAttribute("data-has-findings", true);
}
panel.append(details, createOverview());
// After a reload, which each saved file brings about, the same message is shown.
const selected = sessionStorage.getItem(SELECTED);
if (selected && elements.has(selected)) select(selected);
else close();
document.body.append(panel);
document.body.classList.add("translated");
