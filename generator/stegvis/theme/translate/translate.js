/**
 * The translator's view, in a preview only: the page's messages are outlined by state, and the one
 * that is selected is told with all that its catalog and the checks say of it.
 */

/**
 * @typedef {{code: string, message: string, hint: string, severity: string}} Finding
 * @typedef {{term: string, meaning: string, forms: string[], forbidden: string[], keep: boolean}} Term
 * @typedef {{key: string, state: string, standing: string, source: string, words: string,
 *   difference: [string, string][], context: string[], notes: string[], terms: Term[],
 *   findings: Finding[], path: string, line: number, entry: string}} Message
 * @typedef {Record<string, string>} Say
 */

const SELECTED = "stegvis-translate";
const script = document.querySelector("script[data-translate]");
const locale = script instanceof HTMLScriptElement ? script.dataset.translate : "";
const answer = await fetch(new URL(`${locale}.json`, import.meta.url), { cache: "no-store" });
/** @type {{words: Say, messages: Record<string, Message>}} */
const { words: say, messages } = await answer.json();

/**
 * @param {string} tag
 * @param {string} kind
 * @param {(string | Node)[]} content
 */
function element(tag, kind, ...content) {
  const made = document.createElement(tag);
  if (kind) made.className = kind;
  made.append(...content);
  return made;
}

/**
 * @param {string} words
 * @param {() => void} act
 */
function button(words, act) {
  const made = element("button", "", words);
  made.setAttribute("type", "button");
  made.addEventListener("click", act);
  return made;
}

/** @param {Element} shown */
function keysOf(shown) {
  const { message, messages: several } = /** @type {HTMLElement} */ (shown).dataset;
  return [...(message ? [message] : []), ...(several ? several.split(" ") : [])];
}

/** @param {Element} copy shows words without their marks @param {Element | null | undefined} original */
function name(copy, original) {
  const { message, state } = /** @type {HTMLElement | null} */ (original?.querySelector("[data-message]"))?.dataset ?? {};
  if (message) copy.setAttribute("data-message", message);
  if (state) copy.setAttribute("data-state", state);
}

// The outline and the picture repeat what stands elsewhere on the page, cut into plain lines.
for (const link of document.querySelectorAll(".outline a:not(:has([data-message]))")) {
  name(link, document.getElementById(decodeURIComponent(/** @type {HTMLAnchorElement} */ (link).hash.slice(1))));
}
const acts = new Map(
  [...document.querySelectorAll(".steps > .step")].map((step) => [
    step.querySelector(".number")?.textContent,
    step.querySelector(".act"),
  ]),
);
for (const node of document.querySelectorAll(".chart .node, .chart .in-words > li")) {
  name(node, acts.get((node.querySelector(".digit") ?? node.querySelector("a"))?.textContent ?? ""));
}

/** The page's messages in their order, each once, with the elements that show them. */
/** @type {Map<string, Element[]>} */
const shown = new Map();
for (const one of document.querySelectorAll("[data-message], [data-messages]")) {
  for (const key of keysOf(one)) shown.set(key, [...(shown.get(key) ?? []), one]);
}

const STATES = ["missing", "fuzzy", "translated"];

/** @param {string} key */
function stateOf(key) {
  const named = shown.get(key)?.find((one) => /** @type {HTMLElement} */ (one).dataset.message === key);
  return (named instanceof HTMLElement && named.dataset.state) || messages[key]?.state || "missing";
}

for (const [key, elements] of shown) {
  if (!messages[key]?.findings.length) continue;
  for (const one of elements) one.toggleAttribute("data-found", true);
}

const panel = element("aside", "translator");
panel.lang = document.documentElement.lang;
panel.setAttribute("aria-label", say.view_panel ?? "");
const told = element("div", "told");
const list = element("ul", "list");

/** @param {string} text @param {Node[]} content */
function part(text, ...content) {
  return [element("dt", "", text), element("dd", "", ...content)];
}

/** @param {string[]} lines */
function lines(lines) {
  return element("ul", "", ...lines.map((line) => element("li", "", line)));
}

/** @param {string} text */
function english(text) {
  const made = element("span", "", text);
  made.lang = "en";
  made.dir = "ltr";
  return made;
}

/** @param {Message} one */
function difference(one) {
  const tags = { same: "span", gone: "del", new: "ins" };
  const made = english("");
  for (const [change, text] of one.difference) {
    made.append(element(tags[/** @type {keyof typeof tags} */ (change)] ?? "span", "", text));
  }
  return made;
}

/** @param {Term} term */
function termLine(term) {
  const forms = term.keep ? (say.glossary_kept ?? "") : term.forms.join(", ");
  const avoid = term.forbidden.length ? ` ${say.glossary_avoid?.replace("{forms}", term.forbidden.join(", "))}` : "";
  return `${term.term}: ${forms}.${avoid} ${term.meaning}`;
}

/** @param {Message} one */
function standing(one) {
  const standings = { machine: say.status_machine, unreviewed: say.status_unreviewed, reviewed: say.view_reviewed };
  const words = one.words ? standings[/** @type {keyof typeof standings} */ (one.standing)] : "";
  return words ? ` · ${words}` : "";
}

/** @param {Message} one */
function copy(one) {
  const made = button(say.view_copy ?? "", async () => {
    await navigator.clipboard.writeText(one.entry);
    made.textContent = say.view_copied ?? "";
  });
  return made;
}

/** @param {string} key */
function details(key) {
  const one = messages[key];
  const state = stateOf(key);
  if (!one) return [element("h2", "", key), element("p", "", say.view_absent ?? "")];
  const facts = element("dl", "");
  facts.append(...part(say.view_english ?? "", english(one.source)));
  if (one.difference.length) facts.append(...part(say.view_difference ?? "", difference(one)));
  facts.append(...part(say.view_translation ?? "", document.createTextNode(one.words || "–")));
  const found = one.findings.map((each) => [`${each.code}: ${each.message}`, each.hint].filter(Boolean).join(". "));
  facts.append(...part(say.view_findings ?? "", found.length ? lines(found) : element("span", "", say.view_sound ?? "")));
  if (one.context.length) facts.append(...part(say.view_context ?? "", lines(one.context)));
  if (one.notes.length) facts.append(...part(say.view_notes ?? "", lines(one.notes)));
  if (one.terms.length) facts.append(...part(say.view_terms ?? "", lines(one.terms.map(termLine))));
  facts.append(...part(say.view_place ?? "", element("code", "", `${one.path}:${one.line}`)));
  facts.append(...part(say.view_entry ?? "", element("pre", "", one.entry), copy(one)));
  const state_words = element("p", `state ${state}`, (say[`count_${state}`] ?? "") + standing(one));
  return [element("h2", "", key), state_words, facts];
}

/** @param {string} key */
function select(key) {
  for (const one of document.querySelectorAll("[data-selected]")) one.removeAttribute("data-selected");
  for (const one of shown.get(key) ?? []) one.toggleAttribute("data-selected", true);
  told.replaceChildren(button(say.view_close ?? "", close), ...details(key));
  told.scrollTop = 0;
  sessionStorage.setItem(SELECTED, key);
}

function close() {
  for (const one of document.querySelectorAll("[data-selected]")) one.removeAttribute("data-selected");
  told.replaceChildren(element("p", "hint", say.view_hint ?? ""));
  sessionStorage.removeItem(SELECTED);
}

for (const state of STATES) {
  for (const key of shown.keys()) {
    if (stateOf(key) !== state) continue;
    const made = button(key, () => {
      select(key);
      shown.get(key)?.[0]?.scrollIntoView({ block: "center" });
    });
    made.dataset.state = state;
    made.toggleAttribute("data-found", Boolean(messages[key]?.findings.length));
    list.append(element("li", "", made));
  }
}

const counts = STATES.map((state) => {
  const count = [...shown.keys()].filter((key) => stateOf(key) === state).length;
  return element("span", `state ${state}`, `${say[`count_${state}`] ?? ""} ${count}`);
});
const every = element("details", "", element("summary", "", say.view_panel ?? "", " ", ...counts), list);
panel.append(told, every);
close_or_keep();
document.body.append(panel);
document.body.classList.add("translated");

/** After a reload, which each saved file brings about, the same message is told. */
function close_or_keep() {
  const former = sessionStorage.getItem(SELECTED);
  if (former && shown.has(former)) select(former);
  else close();
}

// A click on a message tells it; with the Alt key it does what it does without this view.
document.addEventListener(
  "click",
  (event) => {
    if (event.altKey || !(event.target instanceof Element) || panel.contains(event.target)) return;
    const one = event.target.closest("[data-message], [data-messages]");
    const [key] = one ? keysOf(one) : [];
    if (!key) return;
    event.preventDefault();
    event.stopPropagation();
    select(key);
  },
  { capture: true },
);
