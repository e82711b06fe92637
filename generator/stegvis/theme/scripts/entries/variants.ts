/**
 * On guides with tabs: the tab that the reader chose is open in all of them and on the next page, and one opens
 * for a link that leads into it. Without this script each of the tabs opens by itself.
 */
import { queryAll, queryInputs } from "../browser/dom.ts";
import { chosenVariants, rememberVariant } from "../browser/variants.ts";
import { addressedId } from "../frame/address.ts";

const allTabs = queryAll<HTMLElement>(document, "[data-variant]");

const optionsOf = (input: HTMLInputElement): string[] => input.value.split(" ");

/** Returns the inputs of tabs, without those of tabs within. */
const inputsOf = (tabs: HTMLElement): HTMLInputElement[] => queryInputs(tabs, ":scope > input");

function openTabs(variant: string, option: string): void {
  for (const tabs of allTabs) {
    if (tabs.dataset.variant !== variant) continue;
    const input = inputsOf(tabs).find((other) => optionsOf(other).includes(option));
    if (input) input.checked = true;
  }
}

/** Returns the option that a tab stands for: the one that the reader chose, if there are several. */
function optionOf(tabs: HTMLElement, input: HTMLInputElement): string {
  const [first = "", ...others] = optionsOf(input);
  const chosen = chosenVariants().get(tabs.dataset.variant ?? "");
  return others.find((option) => option === chosen) ?? first;
}

/** Opens the tabs around the step that the address names, and all others for the same answer. */
function reveal(): void {
  const target = document.getElementById(addressedId());
  const around = allTabs.filter((tabs) => tabs.contains(target));
  for (const tabs of around) {
    const input = inputsOf(tabs).find((other) => other.nextElementSibling?.nextElementSibling?.contains(target));
    if (input) openTabs(tabs.dataset.variant ?? "", optionOf(tabs, input));
  }
  if (around.length) target?.scrollIntoView();
}

for (const tabs of allTabs) {
  tabs.classList.add("scripted");
  const { variant = "" } = tabs.dataset;
  for (const input of inputsOf(tabs)) {
    input.addEventListener("change", () => {
      const option = optionOf(tabs, input);
      rememberVariant(variant, option);
      openTabs(variant, option);
    });
  }
}
for (const [variant, option] of chosenVariants()) openTabs(variant, option);
addEventListener("hashchange", reveal);
reveal();
