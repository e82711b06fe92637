/** What opens below a step: its state, the reason for it, and a note. */
import { cloneTemplate, createButton, createElement, query, queryInputs, setValue } from "../browser/dom.ts";
import { t } from "../browser/i18n.ts";
import type { ChecklistStep } from "../run/checklist-page.ts";
import { isTask, stateOf } from "../run/run-graph.ts";
import type { Session } from "./session.ts";
import { instruction } from "./step-controls.ts";

const TOOLS = ":scope > .tools";
const CALL_STATES = ["open", "skipped"];
const STATES = ["open", "doing", "done", "skipped", "blocked"];

/** Adds the button that opens the tools of a step. */
export function addToolsButton(session: Session, checklistStep: ChecklistStep): void {
  const { item, step, number } = checklistStep;
  if (!isTask(step) && !step.part) return;
  const opener = createButton(t("run_tools"), () => {
    const isOpen = opener.getAttribute("aria-expanded") === "true";
    if (isOpen) item.querySelector(TOOLS)?.remove();
    else opener.after(createTools(checklistStep));
    opener.setAttribute("aria-expanded", String(!isOpen));
    renderTools(session, checklistStep);
  });
  opener.append(createElement("span", ` ${number}`, { className: "visually-hidden" }));
  opener.className = "tools-button";
  opener.setAttribute("aria-expanded", "false");
  (item.querySelector(":scope > .step-details") ?? instruction(checklistStep)).after(opener);
}

function createTools({ path, step }: ChecklistStep): HTMLElement {
  const tools = cloneTemplate("tools");
  const allowed = isTask(step) ? STATES : CALL_STATES;
  for (const input of queryInputs(tools, "[data-states] input")) {
    input.name = `state:${path}`;
    if (!allowed.includes(input.value)) input.parentElement?.remove();
  }
  if (step.options) query(tools, "[data-states]").remove();
  query(tools, step.secret ? "[data-note]" : "[data-secret]").remove();
  return tools;
}

/** Sets the tools of a step, if they are open, as the run says. */
export function renderTools({ state: { marks }, isPast }: Session, { item, path, step }: ChecklistStep): void {
  const tools = item.querySelector(TOOLS);
  if (!tools) return;
  const mark = marks.get(path);
  const state = mark?.state ?? "open";
  for (const input of queryInputs(tools, "[data-states] input")) input.checked = input.value === state;
  for (const input of queryInputs(tools, "input")) input.disabled = isPast;
  const why = query(tools, "[data-reason]");
  why.hidden = state !== "blocked" && state !== "skipped";
  const isLacking = stateOf(step, mark) === "lacking";
  query(why, "small").hidden = !isLacking;
  const reason = query<HTMLInputElement>(why, "input");
  reason.setAttribute("aria-invalid", String(isLacking));
  setValue(reason, mark?.reason ?? "");
  if (!step.secret) setValue(query<HTMLTextAreaElement>(tools, "textarea"), mark?.note ?? "");
}
