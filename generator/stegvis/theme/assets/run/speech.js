/** The words that scripts set: all of them come from a data block of the page. */
import { remembered } from "../memory.js";

/** @type {Record<string, string>} */
const words = JSON.parse(document.querySelector("#live")?.textContent ?? "{}");

/** @param {string} key @param {Record<string, string | number>} [values] */
export function say(key, values = {}) {
  const form = words[key];
  if (form === undefined) throw new Error(`the page has no words ${key}`);
  return form.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

const form = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

/** @param {number} at in milliseconds */
export const date = (at) => form.format(at);

/** @param {import("./merge.js").Run} run @param {string} name */
export const nameOf = (run, name) => name || say("live_unnamed", { date: date(run.made) });

/** @param {string} id a template's @returns {HTMLElement} a copy of what it holds */
export function copy(id) {
  const template = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
}

/**
 * @template {HTMLElement} [T=HTMLElement]
 * @param {ParentNode} parent
 * @param {string} selector
 * @returns {T} the element, which is there
 */
export function find(parent, selector) {
  const found = parent.querySelector(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return /** @type {T} */ (found);
}

/** @param {ParentNode} parent @param {string} selector @returns {HTMLInputElement[]} boxes to tick and the like */
export const inputsIn = (parent, selector) =>
  [...parent.querySelectorAll(selector)].flatMap((found) => (found instanceof HTMLInputElement ? [found] : []));

/** @param {Element} element @param {string} text sets it, and hides what has none */
export function tell(element, text) {
  if (element.textContent !== text) element.textContent = text;
  /** @type {HTMLElement} */ (element).hidden = !text;
}

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} text
 * @param {Record<string, string | boolean>} [more] properties
 * @returns {HTMLElementTagNameMap[Name]}
 */
export const element = (name, text, more) => Object.assign(document.createElement(name), { textContent: text }, more);

/** @param {string} text @param {() => void} act */
export function button(text, act) {
  const made = element("button", text, { type: "button" });
  made.addEventListener("click", act);
  return made;
}

/** What the reader told of themselves, for all runs. */
export const me = {
  get roles() {
    return (remembered.get("roles") ?? "").split(" ").filter(Boolean);
  },
  set roles(ids) {
    remembered.set("roles", ids.join(" "));
  },
  get by() {
    return (remembered.get("by") ?? "").slice(0, 12);
  },
  set by(initials) {
    remembered.set("by", initials);
  },
};
