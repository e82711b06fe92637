/**
 * What became of a procedure since a run last saw it. Pure.
 *
 * @typedef {import("./merge.js").Seen} Seen
 * @typedef {import("./way.js").Place} Place
 * @typedef {{path: string, old: string, text: string}} Changed
 * @typedef {{added: Changed[], changed: Changed[], reworded: Changed[], removed: Changed[]}} Change
 */

/**
 * @param {Place} root
 * @param {string} [old] what the prefix was called before
 * @param {Map<string, string>} [found]
 * @returns {Map<string, string>} paths that steps had before, to those that they have
 */
export function renamed(root, old = root.prefix, found = new Map()) {
  for (const step of root.part.steps) {
    const before = old + (step.was ?? step.id);
    if (before !== root.prefix + step.id) found.set(before, root.prefix + step.id);
    const inner = root.inner.get(step.id);
    if (inner) renamed(inner, `${before}/`, found);
  }
  for (const step of root.part.steps) found.delete(root.prefix + step.id);
  return found;
}

/**
 * @param {Seen} before
 * @param {Seen} after
 * @param {ReadonlyMap<string, string>} names as `renamed` gives them
 * @returns {Change}
 */
export function change(before, after, names) {
  const old = new Map(before.steps.map(([path, revision, text]) => [names.get(path) ?? path, { revision, text }]));
  const now = new Map(after.steps.map(([path, revision, text]) => [path, { revision, text }]));
  /** @type {Change} */
  const found = { added: [], changed: [], reworded: [], removed: [] };
  for (const [path, { revision, text }] of now) {
    const was = old.get(path);
    if (!was) found.added.push({ path, old: "", text });
    else if (was.revision !== revision) found.changed.push({ path, old: was.text, text });
    else if (before.locale === after.locale && was.text && was.text !== text) {
      found.reworded.push({ path, old: was.text, text });
    }
  }
  for (const [path, { text }] of old) if (!now.has(path)) found.removed.push({ path, old: text, text: "" });
  return found;
}
