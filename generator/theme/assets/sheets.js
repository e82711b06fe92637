/**
 * On the page with everything to print: what is chosen narrows the list, and stands in the address,
 * so that it can be passed on and stays when the language changes. Without this script the list is whole.
 */
const choice = document.querySelector("[data-choice]");
if (choice instanceof HTMLElement) begin(choice);

/** @typedef {{procedure: string, role: string, kind: string, paper: string}} Wanted */

/** @param {HTMLElement} fields */
function begin(fields) {
  const selects = [...fields.querySelectorAll("select")];
  const given = new URLSearchParams(location.search);
  for (const select of selects) {
    const value = given.get(select.name) ?? "";
    if ([...select.options].some((option) => option.value === value)) select.value = value;
    select.addEventListener("change", () => {
      remember(selects);
      narrow(fields, wanted(selects));
    });
  }
  fields.hidden = false;
  narrow(fields, wanted(selects));
}

/** @param {HTMLSelectElement[]} selects @returns {Wanted} */
function wanted(selects) {
  const found = { procedure: "", role: "", kind: "", paper: "" };
  return Object.assign(found, Object.fromEntries(selects.map(({ name, value }) => [name, value])));
}

/** @param {HTMLSelectElement[]} selects */
function remember(selects) {
  const address = new URL(location.href);
  for (const { name, value } of selects) {
    if (value) address.searchParams.set(name, value);
    else address.searchParams.delete(name);
  }
  history.replaceState(null, "", address);
}

/** @param {HTMLElement} fields @param {Wanted} wish */
function narrow(fields, wish) {
  let count = 0;
  for (const shelf of parts(document, ".sheets")) {
    for (const item of parts(shelf, "li")) count += show(item, wish);
    for (const row of parts(shelf, "[data-procedure]")) {
      const isAsked = !wish.procedure || row.dataset.procedure === wish.procedure;
      const isBare = !row.querySelector("li");
      row.hidden = !isAsked || (isBare ? !!(wish.role || wish.kind || wish.paper) : !row.querySelector("li:not([hidden])"));
    }
    shelf.hidden = !shelf.querySelector("[data-procedure]:not([hidden]), :scope > ul > li:not([hidden])");
  }
  const told = fields.querySelector("[data-shown]");
  if (told instanceof HTMLElement) told.textContent = (told.dataset.shown ?? "").replace("{count}", String(count));
}

/** @param {HTMLElement} item @param {Wanted} wish @returns {number} of its links that are shown */
function show(item, wish) {
  const roles = (item.dataset.roles ?? "").split(" ");
  const procedure = item.closest("[data-procedure]")?.getAttribute("data-procedure") ?? "";
  const isWanted =
    (!wish.procedure || procedure === wish.procedure) &&
    (!wish.kind || item.dataset.kind === wish.kind) &&
    (!wish.role || roles.includes(wish.role));
  let count = 0;
  for (const link of parts(item, "a")) {
    link.hidden = !!wish.paper && !!link.dataset.paper && link.dataset.paper !== wish.paper;
    if (!link.hidden) count += 1;
  }
  item.hidden = !isWanted || !count;
  return item.hidden ? 0 : count;
}

/** @param {ParentNode} place @param {string} selector @returns {HTMLElement[]} */
function parts(place, selector) {
  return [...place.querySelectorAll(selector)].filter(
    /** @returns {part is HTMLElement} */ (part) => part instanceof HTMLElement,
  );
}
