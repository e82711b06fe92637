/**
 * On checklists whose steps note values: the fields, and where later steps name the values. The checklist's own
 * script loads this one and starts it.
 */
import { NotedValues } from "../checklist/noted-values.ts";
import type { Session } from "../checklist/session.ts";

export function start(session: Session): void {
  const values = new NotedValues(session);
  const before = session.onChange;
  session.onChange = () => {
    before();
    values.render();
  };
  values.render();
}
