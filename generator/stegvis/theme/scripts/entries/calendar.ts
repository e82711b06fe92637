/** The calendar file of a run: the script of due times loads this one when the reader asks for the file. */
import { runTitle } from "../browser/i18n.ts";
import type { Session } from "../checklist/session.ts";
import { serializeCalendar } from "../run/calendar-file.ts";
import type { DueTime } from "../run/due-times.ts";
import { findItemNames } from "../run/named-values.ts";
import { withoutItems } from "../run/run-graph.ts";
import { download, fileName } from "../run/transfer.ts";

/** Saves due times as the events of a file; their addresses lead to the checklist, without the run. */
export function saveCalendar({ page, run, state }: Session, times: DueTime[]): void {
  if (!run) return;
  const name = runTitle(run, state.name);
  const events = times.map(({ path, isDay, latest }) => {
    const step = page.steps.get(path);
    const url = new URL(location.pathname, location.origin);
    url.hash = withoutItems(path).replaceAll("/", ".");
    const items = findItemNames(state, path).join(", ");
    const title = `${step?.number ?? ""} ${step?.text ?? path}${items && ` (${items})`}`.trim();
    return {
      uid: `${run.id}/${path}`,
      isDay,
      at: latest,
      title: `${name} – ${title}`,
      description: `${page.snapshot.title}\n${title}\n${url.href}`,
      url: url.href,
    };
  });
  download(`${fileName(name)}.ics`, serializeCalendar(events, new Date(), run.entries.length), "text/calendar");
}
