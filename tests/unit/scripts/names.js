// The names of a traversal in the cases, which the oracle in Python shares.
export const asInCases = (traversal) =>
  Object.fromEntries(
    Object.entries(traversal).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
