/** The answers that are counted one by one to know how many tasks are left. Pure. */
import type { Answers, RunAnswers } from "./run-answers.ts";
import type { ExpandedStep } from "./run-graph.ts";

/** The number of combinations of answers of which each is counted. */
const MAX_COMBINATIONS = 64;

/**
 * Returns each combination of answers to the open questions that conditions name, so that what depends on the
 * same answer is counted together; to those only of which there are few.
 */
export function combineAnswers(steps: readonly ExpandedStep[], run: RunAnswers, answers: Answers): Answers[] {
  const conditions = steps.flatMap(({ step }) => [step, ...(step.options ?? [])].flatMap(({ when = [] }) => when));
  const named = new Set(conditions.flatMap(Object.keys));
  let combinations = [answers];
  for (const { path, step, procedure } of steps) {
    if (!named.has(path) || !step.options || step.any || run.chosen(procedure, step).length) continue;
    const more = combinations.flatMap((given) => (step.options ?? []).map(({ id }) => new Map(given).set(path, [id])));
    if (more.length <= MAX_COMBINATIONS) combinations = more;
  }
  return combinations;
}
