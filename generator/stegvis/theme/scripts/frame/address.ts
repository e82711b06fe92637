/** Returns the id that the address names on this page; an empty text if it names none. */
export function addressedId(): string {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
}
