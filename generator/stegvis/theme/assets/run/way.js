/**
 * The way through a procedure for one run: pure, without page, words or clock. generator/stegvis/way.py is
 * the reference; the cases in tests/fixtures/traversal are run against both.
 *
 * @typedef {{id: string, next: string, again?: boolean}} Option
 * @typedef {{
 *   id: string, kind: string, next?: string, again?: boolean, options?: Option[], any?: boolean,
 *   answer?: string, actor?: string, roles?: string[], optional?: boolean, pause?: boolean,
 *   secret?: boolean, revision?: number, was?: string, part?: Part,
 * }} Step
 * @typedef {{procedure: string, revision: number, readers: string[], steps: Step[]}} Part
 * @typedef {Part & {collection: string}} Graph
 * @typedef {ReadonlyMap<string, readonly string[]>} Answers a decision's path to its chosen options
 * @typedef {ReadonlyMap<string, string>} States a step's path to doing, done, skipped, lacking or blocked
 * @typedef {import("./merge.js").Mark} Mark
 * @typedef {{source: string, target: string, clear: string[]}} Loop
 * @typedef {{
 *   way: string[], waiting: string[], open: string[], next: string | null, mine: string | null,
 *   handovers: string[], waits: string[], loop: Loop | null, finish: string | null,
 *   done: number, least: number, most: number,
 * }} Way
 * @typedef {{path: string, step: Step, place: Place}} Placed
 * @typedef {{prefix: string, part: Part, steps: Map<string, Step>, inner: Map<string, Place>}} Place
 * @typedef {[number, number] | null} Span
 */

const WELL = 0;
const LOOP = 1;
const OPEN = 2;

/**
 * @param {Part} part
 * @param {string} [prefix]
 * @returns {Place} a part with its steps by id, and the parts that it calls
 */
export function place(part, prefix = "") {
  const steps = new Map(part.steps.map((step) => [step.id, step]));
  const inner = new Map();
  for (const step of part.steps) {
    if (step.part) inner.set(step.id, place(step.part, `${prefix}${step.id}/`));
  }
  return { prefix, part, steps, inner };
}

/**
 * @param {Place} root
 * @returns {Placed[]} every step in the order of the file, each call followed by what it calls
 */
export function all(root) {
  return root.part.steps.flatMap((step) => {
    const called = root.inner.get(step.id);
    return [{ path: root.prefix + step.id, step, place: root }, ...(called ? all(called) : [])];
  });
}

/** @param {Step} step whether it is something to do */
export const counts = (step) => step.kind !== "finish" && !step.part && step.answer === undefined;

/** @param {string | undefined} state */
export const isSettled = (state) => state === "done" || state === "skipped";

/**
 * @param {Step} step
 * @param {Mark} [mark]
 * @returns {string} its state; `lacking` where it was said not to apply without the reason that it needs
 */
export const stateOf = (step, mark) =>
  mark?.state === "skipped" && !step.optional && !mark.reason.trim() ? "lacking" : (mark?.state ?? "open");

/**
 * @param {Place} root
 * @param {ReadonlyMap<string, Mark>} marks
 * @param {readonly string[]} [roles]
 */
export function wayOf(root, marks, roles) {
  const answers = new Map();
  const states = new Map();
  for (const { path, step } of all(root)) {
    answers.set(path, marks.get(path)?.answer ?? []);
    states.set(path, stateOf(step, marks.get(path)));
  }
  return way(root, answers, states, roles);
}

/**
 * @param {Place} root
 * @param {Answers} answers
 * @param {States} states
 * @param {readonly string[]} [roles] that the reader has; none: any
 * @returns {Way}
 */
export function way(root, answers, states, roles = []) {
  /** @type {Map<string, Placed>} */
  const met = new Map();
  /** @type {string[]} */
  const open = [];
  /** @type {Set<string>} */
  const waiting = new Set();
  /** @type {{at: Place, source: string, target: string} | null} */
  let back = null;
  /** @type {Map<string, Span>} */
  const spans = new Map();

  /** @param {string} path */
  const skips = (path) => states.get(path) === "skipped";

  /** @param {Place} at @param {Step} step @returns {Option[]} */
  const chosen = (at, step) => {
    const ids = step.answer === undefined ? (answers.get(at.prefix + step.id) ?? []) : [step.answer];
    return (step.options ?? []).filter((option) => ids.includes(option.id));
  };

  /** @param {Placed} one */
  const settled = ({ path, step, place: at }) =>
    step.options ? chosen(at, step).length > 0 : isSettled(states.get(path));

  /** @param {Place} at @param {string} name */
  const step = (at, name) => /** @type {Step} */ (at.steps.get(name));

  /** @param {Place} at @param {string} name */
  const called = (at, name) => /** @type {Place} */ (at.inner.get(name));

  /** @param {Place} at @param {(string | undefined)[]} starts @param {Set<string>} [found] */
  const reached = (at, starts, found = new Set()) => {
    const seen = new Set();
    for (let stack = starts.slice(); stack.length; ) {
      const name = stack.pop();
      if (name === undefined || seen.has(name)) continue;
      seen.add(name);
      const one = step(at, name);
      found.add(at.prefix + name);
      if (one.part && !skips(at.prefix + name)) {
        reached(called(at, name), [one.part.steps[0]?.id], found);
      }
      const picked = chosen(at, one);
      const options = picked.length ? picked : (one.options ?? []);
      for (const option of options) if (!option.again) stack.push(option.next);
      if (!one.again) stack.push(one.next);
    }
    return found;
  };

  /** @param {Place} at @param {Step} one @param {number} ended */
  const stopped = (at, one, ended) => {
    if (ended === OPEN && !one.again) reached(at, [one.next], waiting);
    return ended;
  };

  /** @param {Place} at @param {string} source @param {string} target */
  const leadBack = (at, source, target) => {
    back ??= { at, source, target };
    return LOOP;
  };

  /**
   * @param {Place} at
   * @param {string | undefined} start
   * @param {string} [stop]
   * @returns {number} how the stretch ended
   */
  const follow = (at, start, stop) => {
    for (let name = start; name !== undefined && name !== stop; ) {
      const one = step(at, name);
      const path = at.prefix + name;
      const isNew = !met.has(path);
      if (isNew) met.set(path, { path, step: one, place: at });
      if (one.part && isNew && !skips(path)) {
        const ended = follow(called(at, name), one.part.steps[0]?.id);
        if (ended !== WELL) return stopped(at, one, ended);
      }
      /** @type {{next?: string, again?: boolean} | undefined} */
      let edge = one;
      if (one.options) {
        const picked = chosen(at, one);
        if (!picked.length) {
          if (isNew) open.push(path);
          const onward = one.options.filter((option) => !option.again).map((option) => option.next);
          reached(at, [...onward, one.next], waiting);
          return OPEN;
        }
        if (one.any) {
          const endings = picked.map((option) =>
            option.again ? leadBack(at, path, option.next) : follow(at, option.next, one.next),
          );
          const worst = Math.max(...endings);
          if (worst !== WELL) return stopped(at, one, worst);
        } else edge = picked[0];
      }
      if (edge?.again && edge.next) return leadBack(at, path, edge.next);
      name = edge?.next;
    }
    return WELL;
  };

  /** @param {number} own @param {Span} one @param {Span} other @returns {Span} */
  const sum = (own, one, other) =>
    one && other && [own + one[0] + other[0], own + one[1] + other[1]];

  /** @param {Place} at @param {string} name @param {string} [stop] @returns {Span} */
  const span = (at, name, stop) => {
    if (name === stop) return [0, 0];
    const key = `${at.prefix}${name} ${stop ?? ""}`;
    let known = spans.get(key);
    if (known === undefined) spans.set(key, (known = newSpan(at, name, stop)));
    return known;
  };

  /** @param {Place} at @param {string} name @param {string} [stop] @returns {Span} */
  const newSpan = (at, name, stop) => {
    const one = step(at, name);
    const own = counts(one) ? 1 : 0;
    if (one.options) return sum(own, answersSpan(at, one, stop), [0, 0]);
    const first = one.part?.steps[0];
    const inner = first && !skips(at.prefix + name) ? span(called(at, name), first.id) : zero;
    if (one.next === undefined) return sum(own, inner, zero);
    return sum(own, inner, one.again ? null : span(at, one.next, stop));
  };

  /** @param {Place} at @param {Step} one @param {string} [stop] @returns {Span} */
  const answersSpan = (at, one, stop) => {
    const picked = chosen(at, one);
    const options = picked.length ? picked : (one.options ?? []);
    const end = one.any ? one.next : stop;
    const ends = options.map((option) => (option.again ? null : span(at, option.next, end)));
    const known = ends.filter((found) => found !== null);
    if (!known.length || (picked.length && known.length < ends.length)) return null;
    const lows = known.map(([low]) => low);
    const highs = known.map(([, high]) => high);
    if (!one.any) return [Math.min(...lows), Math.max(...highs)];
    const low = picked.length ? total(lows) : Math.min(...lows);
    return sum(0, [low, total(highs)], one.next ? span(at, one.next, stop) : zero);
  };

  const ended = follow(root, root.part.steps[0]?.id);
  const counted = [...met.values()].filter((one) => counts(one.step));
  const left = counted.filter((one) => !settled(one));
  const able = left.filter(({ step: { roles: who } }) => may(who, roles));
  const next = left[0]?.path ?? null;
  const known = ended === OPEN ? span(root, root.part.steps[0]?.id ?? "") : null;
  const placed = all(root);
  const possible = placed.filter(({ path, step: one }) => counts(one) && (met.has(path) || waiting.has(path)));
  const least = Math.max(known?.[0] ?? 0, counted.length);

  const looped = () => {
    if (!back) return null;
    const { at, source, target } = /** @type {NonNullable<typeof back>} */ (back);
    const isReady = left.every(({ path }) => !`${path}/`.startsWith(`${source}/`));
    const again = reached(at, [target]).add(source);
    return isReady
      ? { source, target: at.prefix + target, clear: [...met.keys()].filter((path) => again.has(path)) }
      : null;
  };

  return {
    way: [...met.keys()],
    waiting: placed.map(({ path }) => path).filter((path) => waiting.has(path) && !met.has(path)),
    open,
    next,
    mine: able[0]?.path ?? null,
    handovers: left.filter((one) => !able.includes(one)).map(({ path }) => path),
    waits: left
      .filter(({ path, step: { kind } }) => kind === "wait" && (path === next || states.get(path) === "doing"))
      .map(({ path }) => path),
    loop: looped(),
    finish: ended === WELL ? ([...met.keys()].at(-1) ?? null) : null,
    done: counted.length - left.length,
    least,
    most: known ? Math.max(least, Math.min(known[1], possible.length)) : least,
  };
}

/** @type {[number, number]} */
const zero = [0, 0];

/** @param {number[]} numbers */
const total = (numbers) => numbers.reduce((sum, one) => sum + one, 0);

/**
 * @param {readonly string[] | undefined} who the roles that may do a step; none: nobody needs one
 * @param {readonly string[]} roles that the reader has; none: not told
 */
export const may = (who, roles) =>
  !who?.length || !roles.length || who.some((role) => roles.includes(role));
