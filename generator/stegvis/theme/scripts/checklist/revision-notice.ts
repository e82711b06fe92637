/** What changed in the procedure since the run last saw it, and the button that takes the changes over. */
import { createButton, createElement, query } from "../browser/dom.ts";
import { t } from "../browser/i18n.ts";
import { type ChangedStep, diffRevisions } from "../run/revision-diff.ts";
import type { NewEntry } from "../run/run-log.ts";
import type { Session } from "./session.ts";

const KINDS = ["added", "changed", "removed"] as const;

/** Shows the notice in the panel, if the run is of an earlier revision. */
export function renderRevisionNotice(session: Session, panel: HTMLElement): void {
  const notice = query(panel, "[data-revision-notice]");
  notice.replaceChildren();
  notice.hidden = true;
  const { page, renames, state } = session;
  if (!session.run) return;
  if (!session.run.seen.steps.length) session.run = { ...session.run, seen: page.seen };
  const { seen } = session.run;
  if (seen.revision >= page.graph.revision) return;
  notice.hidden = false;
  const versions = { old: seen.revision, new: page.graph.revision };
  notice.append(createElement("p", t(state.finished ? "live_change_ended" : "live_change", versions)));
  if (state.finished) return;
  const diff = diffRevisions(seen, page.seen, renames);
  const list = createElement("ul");
  for (const kind of KINDS) list.append(...diff[kind].map((step) => changeItem(kind, step, seen.locale)));
  const reopened = diff.changed.filter(({ path }) => session.isMarked(path));
  const accept = createButton(t("live_change_go", versions), () => {
    if (session.run) session.run = { ...session.run, seen: page.seen };
    session.write(...reopened.map(({ path }): NewEntry => ({ step: path, state: "open", answer: [] })));
    renderRevisionNotice(session, panel);
  });
  notice.append(list, createElement("p", t("live_change_keep")), accept);
}

/** Returns the list's item for a step; `locale` is the language of its earlier text. */
function changeItem(kind: (typeof KINDS)[number], { old, text }: ChangedStep, locale: string): HTMLElement {
  const item = createElement("li", t(`live_change_${kind}`, { text: kind === "removed" ? old : text }));
  if (kind === "changed" && old && old !== text) {
    const earlier = createElement("span", t("live_change_old", { text: old }), { lang: locale });
    item.append(createElement("br"), earlier);
  }
  return item;
}
