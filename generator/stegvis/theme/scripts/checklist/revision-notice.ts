/** What changed in the procedure since its steps were marked, and the button that takes the changes over. */
import { createButton, createElement, query, queryInputs } from "../browser/dom.ts";
import { t } from "../browser/i18n.ts";
import type { Change, Part } from "../run/revision-diff.ts";
import type { NewEntry } from "../run/run-log.ts";
import type { Session } from "./session.ts";

/** Shows the notice in the panel, if there is something to look at; what the reader ticked in it stays. */
export function renderRevisionNotice(session: Session, panel: HTMLElement): void {
  const { page, past, review, run } = session;
  const notice = query(panel, "[data-revision-notice]");
  const shown = JSON.stringify([run?.id, past?.key, review]);
  if (notice.dataset.shown === shown) return;
  notice.dataset.shown = shown;
  notice.hidden = !past && !review;
  const versions = { old: past?.revision ?? (review?.ahead || (review?.revision ?? "")), new: page.graph.revision };
  const message = past ? "live_change_ended" : review?.ahead ? "live_ahead" : "live_change";
  const isRaised = message === "live_change" && versions.old !== versions.new;
  notice.replaceChildren(createElement("p", t(message, versions) + (isRaised ? ` ${t("live_change_revisions", versions)}` : "")));
  if (!review || review.ahead) return;
  const list = createElement("ul");
  list.append(...review.changes.map((change) => createItem(session, change)));
  const marked = review.changes.filter(({ isMarked }) => isMarked);
  const accept = createButton(t("live_change_go"), () => {
    const right = new Set(queryInputs(list, ":checked").map(({ value }) => value));
    const judged = marked.map(
      ({ path: step }): NewEntry => (right.has(step) ? { step, confirmed: true } : { step, state: "open", answer: [] }),
    );
    session.write(...judged, { adopted: true });
    query(panel, "h2").focus();
  });
  notice.append(list, ...(marked.length ? [createElement("p", t("live_change_keep"))] : []), accept);
}

export const describeParts = (parts: Part[]): string => parts.map((part) => t(`live_part_${part}`)).join(", ");

/** Returns the list's item for a step, with a box to tick if its mark may still be right. */
function createItem({ page }: Session, { kind, path, parts, old, locale, text, isMarked }: Change): HTMLElement {
  const number = page.steps.get(path)?.number ?? "";
  const step = `${number} ${text || old}`.trim();
  const item = createElement("li", `${t(`live_change_${kind}`, { parts: describeParts(parts) })} `);
  item.append(number ? createElement("a", step, { href: `#${path.replaceAll("/", ".")}` }) : step);
  if (parts.includes("act") && old && old !== text) item.append(" ", createElement("del", old, { lang: locale }));
  if (isMarked) {
    const label = createElement("label");
    label.append(createElement("input", "", { type: "checkbox", value: path }), t("live_change_right"));
    label.append(createElement("span", number, { className: "visually-hidden" }));
    item.append(label);
  }
  return item;
}
