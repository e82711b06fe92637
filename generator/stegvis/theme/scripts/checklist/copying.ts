/** The buttons that copy a value or a command. */

const SHOWN_FOR = 2000;

/** Copies a text, and lets the button say so for a moment; where copying is refused, the text is selected. */
export async function copyText(button: HTMLButtonElement, text: string, place: Node): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    getSelection()?.selectAllChildren(place);
    return;
  }
  const copied = button.dataset.copied ?? "";
  const word = button.textContent;
  if (word === copied) return;
  button.textContent = copied;
  setTimeout(() => (button.textContent = word), SHOWN_FOR);
}
