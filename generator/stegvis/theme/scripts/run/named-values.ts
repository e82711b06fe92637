/** The values that steps name, `{{order-number}}`: which step of a run notes them, and what they are. Pure. */
import type { Noted, RunState } from "./run-log.ts";

/** A step that notes values. */
export interface NotingStep {
  path: string;
  values: readonly (readonly [id: string, label: string])[];
}

/** Returns the first step that notes a value in the smallest part around the step at `path`. */
export function findNotingStep<T extends NotingStep>(steps: Iterable<T>, path: string, id: string): T | undefined {
  const noting = [...steps].filter(({ values }) => values.some(([name]) => name === id));
  for (let prefix = path; prefix; ) {
    prefix = prefix.slice(0, prefix.slice(0, -1).lastIndexOf("/") + 1);
    const found = noting.find((step) => step.path.startsWith(prefix));
    if (found) return found;
  }
  return undefined;
}

/** Returns a value as it was noted last at a step; nothing if it was not, or taken back. */
export function notedValue({ marks }: RunState, path: string, id: string): Noted | undefined {
  const noted = marks.get(path)?.values.get(id);
  return noted?.text ? noted : undefined;
}

/** Returns the names of the items around a step, the outermost first, each with the path of what is repeated. */
function itemsAround({ marks, rounds }: RunState, path: string): [repeated: string, name: string][] {
  const ids = path.split("/");
  return ids.flatMap((id, index) => {
    if (!id.startsWith("~")) return [];
    const repeated = ids.slice(0, index).join("/");
    const found = [marks, ...rounds.map((round) => round.marks)].flatMap((each) => each.get(repeated)?.values.get(id) ?? []);
    return [[repeated, found[0]?.text || id] as const];
  }) as [string, string][];
}

/** Returns the names of the items around a step, the outermost first. */
export const findItemNames = (state: RunState, path: string): string[] => itemsAround(state, path).map(([, name]) => name);

/** Returns the name of the innermost item around a step whose repeated step passes the test; nothing without one. */
export const findItemName = (state: RunState, isWanted: (path: string) => boolean, path: string): string =>
  itemsAround(state, path).filter(([repeated]) => isWanted(repeated)).at(-1)?.[1] ?? "";
