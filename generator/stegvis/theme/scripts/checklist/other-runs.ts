/** The links to the runs of the same checklist that are not finished. */
import { createElement, query } from "../browser/dom.ts";
import { runTitle } from "../browser/i18n.ts";
import { currentState } from "../run/run-log.ts";
import type { Session } from "./session.ts";

const MAX_LINKS = 12;

export async function listOtherRuns(session: Session, panel: HTMLElement): Promise<void> {
  const place = query(panel, "[data-other-runs]");
  const store = await session.store;
  const others = (await store.all())
    .filter(({ id, procedure }) => procedure === session.page.graph.procedure && id !== session.run?.id)
    .map((run) => ({ run, state: currentState(run) }))
    .filter(({ state }) => state.kept === "open" && !state.finished)
    .sort((left, right) => right.state.changed - left.state.changed)
    .slice(0, MAX_LINKS);
  for (const link of place.querySelectorAll("a")) link.remove();
  for (const { run, state } of others) {
    place.append(createElement("a", runTitle(run, state.name), { href: `?run=${run.id}` }));
  }
  place.hidden = others.length === 0;
}
