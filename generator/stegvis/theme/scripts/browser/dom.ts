/** Elements: finding those that a template is known to contain, and making new ones. */

/**
 * Returns the first element that matches.
 * @throws Error if there is none: the template and the script don't fit together
 */
export function query<T extends HTMLElement = HTMLElement>(parent: ParentNode, selector: string): T {
  const found = parent.querySelector<T>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}

/** Returns all elements that match. */
export const queryAll = <T extends HTMLElement = HTMLElement>(parent: ParentNode, selector: string): T[] => [
  ...parent.querySelectorAll<T>(selector),
];

/** Returns the checkboxes, radio buttons and text fields that match. */
export const queryInputs = (parent: ParentNode, selector: string): HTMLInputElement[] =>
  queryAll<HTMLInputElement>(parent, selector);

/** Sets an element's text, and hides an element that has none. */
export function setText(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
  element.hidden = !text;
}

/** Sets a field's value, unless the reader is typing in it. */
export function setValue(field: HTMLInputElement | HTMLTextAreaElement, value: string): void {
  if (document.activeElement !== field) field.value = value;
}

/** Returns a new element with a text and further properties. */
export const createElement = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text = "",
  properties?: Record<string, string | number | boolean>,
): HTMLElementTagNameMap[Name] => Object.assign(document.createElement(name), { textContent: text }, properties);

export function createButton(text: string, onClick: () => void): HTMLButtonElement {
  const button = createElement("button", text, { type: "button" });
  button.addEventListener("click", onClick);
  return button;
}

/** Returns a copy of the element in a template; the template's id is `_` and the name. */
export function cloneTemplate(name: string): HTMLElement {
  const { content } = query<HTMLTemplateElement>(document, `template#_${name}`);
  return query(content, "*").cloneNode(true) as HTMLElement;
}

/** Calls back with the action of the button in an element that was clicked. */
export function onAction(element: HTMLElement, act: (action: string) => void): void {
  element.addEventListener("click", ({ target }) => {
    const action = target instanceof Element && target.closest<HTMLElement>("[data-action]")?.dataset.action;
    if (action) act(action);
  });
}
