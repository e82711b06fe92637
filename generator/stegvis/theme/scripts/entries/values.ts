/**
 * On checklists whose steps note values, have commands or are repeated. The checklist's own script loads this one
 * and starts it.
 */
import { Items } from "../checklist/items.ts";
import { NotedValues } from "../checklist/noted-values.ts";
import type { Session } from "../checklist/session.ts";

export function start(session: Session): void {
  const values = new NotedValues(session);
  const items = new Items(session, (steps) => values.start(steps));
  values.start(session.page.steps.values());
  const before = session.onChange;
  session.onChange = () => {
    items.sync();
    before();
    values.render();
  };
  session.onChange();
}
