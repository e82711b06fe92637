/** The runs of the same checklist that are not finished: links to them, or a question about the only one. */
import { createButton, createElement, query } from "../browser/dom.ts";
import { runTitle, t } from "../browser/i18n.ts";
import { finishSnapshot } from "../run/revision-diff.ts";
import { currentState } from "../run/run-log.ts";
import type { Session } from "./session.ts";

const MAX_LINKS = 12;

/** Lists the runs; `isAsking` if the reader came without naming one, and may have meant the only one. */
export async function listOtherRuns(session: Session, panel: HTMLElement, isAsking = false): Promise<void> {
  const place = query(panel, "[data-other-runs]");
  const question = query(panel, "[data-go-on]");
  const store = await session.store;
  const others = (await store.all())
    .filter(({ id, procedure }) => procedure === session.page.graph.procedure && id !== session.run?.id)
    .map((run) => ({ run, state: currentState(run) }))
    .filter(({ run, state }) => state.kept === "open" && !finishSnapshot(run, state))
    .sort((left, right) => right.state.changed - left.state.changed)
    .slice(0, MAX_LINKS);
  for (const link of place.querySelectorAll("a")) link.remove();
  for (const { run, state } of others) {
    place.append(createElement("a", runTitle(run, state.name), { href: `?run=${run.id}` }));
  }
  const [only] = others;
  const isAsked = isAsking && !session.run && others.length === 1;
  question.hidden = !isAsked;
  place.hidden = !others.length || isAsked;
  if (!only || !isAsked) return;
  const name = runTitle(only.run, only.state.name);
  const answers = createElement("p", "", { className: "actions" });
  answers.append(
    createButton(t("live_go_on_yes"), () => {
      session.open(only.run);
      query(panel, "h2").focus();
    }),
    " ",
    createButton(t("run_new"), () => {
      question.hidden = true;
      query(panel, "[data-name]").focus();
    }),
  );
  question.replaceChildren(createElement("p", t("live_go_on", { name })), answers);
}
