/** Shows what the run says: at each step, and in the bar above the steps. */
import { query, setText } from "../browser/dom.ts";
import { t } from "../browser/i18n.ts";
import { reader } from "../browser/reader.ts";
import type { ChecklistStep } from "../run/checklist-page.ts";
import { describeProgress } from "../run/progress.ts";
import { isSettled, isTask } from "../run/run-graph.ts";
import type { Session } from "./session.ts";
import { renderControls } from "./step-controls.ts";
import { type StatusContext, displayedState, findChange, renderBackEdge, renderStatus, roundLines, statusLines } from "./step-status.ts";
import { renderTools } from "./step-tools.ts";

/** The classes of a step's item, each after `is-`. */
const CLASSES = ["doing", "done", "skipped", "lacking", "blocked", "off", "waiting", "next", "reached", "changed"];

export class Renderer {
  readonly #session: Session;
  readonly #form: HTMLElement;
  readonly #names: ReadonlyMap<string, string>;
  /** What each step's item shows, so that only what differs is touched. */
  readonly #shown = new Map<string, string>();

  /** Takes the names of roles and parties in the page's language, by id. */
  constructor(session: Session, form: HTMLElement, names: ReadonlyMap<string, string>) {
    this.#session = session;
    this.#form = form;
    this.#names = names;
  }

  render(): void {
    const { run, page, traversal } = this.#session;
    const met = new Set([...traversal.visited, ...traversal.undecided]);
    const context = { reader, names: this.#names, latest: run?.made ?? 0 };
    let hasHidden = false;
    for (const checklistStep of page.steps.values()) {
      const isOff = !met.has(checklistStep.path);
      hasHidden ||= isOff && isTask(checklistStep.step);
      this.#renderStep(checklistStep, isOff, context);
    }
    query(this.#form, "[data-all-steps]").hidden = !hasHidden;
    this.#renderBar();
  }

  #renderStep(checklistStep: ChecklistStep, isOff: boolean, context: StatusContext): void {
    const session = this.#session;
    const { path, item } = checklistStep;
    const { next, undecided, finish, backEdge } = session.traversal;
    const mark = session.state.marks.get(path);
    const state = displayedState(session, checklistStep, mark);
    const lines = isOff ? [] : statusLines(session, checklistStep, context);
    const rounds = isOff ? [] : roundLines(session, checklistStep);
    if (isSettled(state) && mark) context.latest = Math.max(context.latest, mark.at);
    const target = backEdge?.source === path ? backEdge.target : "";
    const classes = [
      state,
      isOff && "off",
      undecided.includes(path) && "waiting",
      next === path && "next",
      finish === path && next === null && !session.review && "reached",
      !isOff && findChange(session, path) && "changed",
    ];
    const key = JSON.stringify([classes, lines, rounds, target, mark?.answer, session.isPast]);
    if (this.#shown.get(path) === key) return;
    this.#shown.set(path, key);
    for (const name of CLASSES) item.classList.toggle(`is-${name}`, classes.includes(name));
    renderControls(session, checklistStep);
    renderStatus(checklistStep, lines, rounds);
    renderBackEdge(session, checklistStep, target);
    renderTools(session, checklistStep);
  }

  #renderBar(): void {
    const { past, review, state, traversal } = this.#session;
    const { done, most, next, nextForMe, finish } = traversal;
    const bar = query(this.#form, "[data-bar]");
    const progress = query<HTMLProgressElement>(bar, "progress");
    progress.max = Math.max(most, 1);
    progress.value = past ? progress.max : done;
    const text = past ? t("live_revision", { revision: past.revision }) : describeProgress(traversal);
    const isFinished = next === null && finish !== null && !review;
    setText(query(bar, "output"), isFinished ? `${text} · ${t("live_finished")}` : text);
    this.renderName(state.name);
    query(bar, "[data-review]").hidden = !review;
    this.#updateLink(query(bar, "[data-next]"), "live_next", next);
    this.#updateLink(query(bar, "[data-next-for-me]"), "live_mine", nextForMe === next ? null : nextForMe);
  }

  /** Shows the run's name wherever the form has a place for it. */
  renderName(name: string): void {
    for (const place of this.#form.querySelectorAll<HTMLElement>("[data-run-name]")) setText(place, name);
  }

  /** Lets a link lead to a step, or hides it. */
  #updateLink(link: HTMLElement, message: string, path: string | null): void {
    link.hidden = path === null;
    if (path === null) return;
    setText(link, t(message, { number: this.#session.page.steps.get(path)?.number ?? "" }));
    link.setAttribute("href", `#${path.replaceAll("/", ".")}`);
  }
}
