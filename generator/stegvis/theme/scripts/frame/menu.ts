/** The menu closes again: when the reader clicks elsewhere, or presses Escape. */

export function startMenu(): void {
  const menu = document.querySelector<HTMLDetailsElement>(".menu details");
  if (!menu) return;
  document.addEventListener("click", ({ target }) => {
    if (target instanceof Node && !menu.contains(target)) menu.open = false;
  });
  menu.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
