/**
 * On checklists with steps of other parties: the reader says to which one they belong, which the address keeps,
 * and marks of steps of others keep whose they are.
 * The checklist's own script loads this one and starts it.
 */
import { query } from "../browser/dom.ts";
import { pageAddress, reader } from "../browser/reader.ts";
import type { Session } from "../checklist/session.ts";
import type { NewEntry } from "../run/run-log.ts";

/** Returns the party of a step that somebody else marks. */
function partyFor(session: Session, { step = "", state, answer }: NewEntry): string {
  const { party = "" } = (state || answer ? session.page.steps.get(step)?.step : null) ?? {};
  return party === reader.party ? "" : party;
}

export function start(session: Session): void {
  const append = session.append.bind(session);
  session.append = (entry) => {
    const party = partyFor(session, entry);
    append(party ? { party, ...entry } : entry);
  };
  const choice = query<HTMLSelectElement>(document, "[data-party] select");
  choice.value = reader.party;
  choice.addEventListener("change", () => {
    history.replaceState(null, "", `${pageAddress(session.run?.id, choice.value)}${location.hash}`);
    session.refresh();
  });
}
