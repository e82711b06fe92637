/** Parts of a page that are folded: opened around the step that the address names, and for printing. */
import { addressedId } from "./address.ts";

export function startDetails(): void {
  addEventListener("hashchange", reveal);
  reveal();
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("main details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
    opened = [];
  });
}

function reveal(): void {
  const target = document.getElementById(addressedId());
  let details = target?.parentElement?.closest("details");
  if (!target || !details) return;
  for (; details; details = details.parentElement?.closest("details")) details.open = true;
  target.scrollIntoView();
}
