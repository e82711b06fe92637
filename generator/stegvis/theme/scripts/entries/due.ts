/**
 * On checklists whose steps have due times: when that is, and the calendar file. The checklist's own script loads
 * this one and starts it.
 */
import { DueLines } from "../checklist/due-lines.ts";
import type { Session } from "../checklist/session.ts";
import { DueWords } from "../run/due-words.ts";

/** How often what is overdue is looked for, in milliseconds. */
const INTERVAL = 60_000;

export function start(session: Session): void {
  const words = DueWords.find();
  if (!words) return;
  const lines = new DueLines(session, words);
  const render = (): void => lines.render(Date.now());
  const before = session.onChange;
  session.onChange = () => {
    before();
    render();
  };
  setInterval(render, INTERVAL);
  render();
}
