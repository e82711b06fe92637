/** What readers told of themselves, for all runs. */
import { readItem, writeItem } from "./local-storage.ts";

export const reader = {
  /** The ids of the reader's roles; none if the reader didn't say. */
  get roles(): string[] {
    return (readItem("roles") ?? "").split(" ").filter(Boolean);
  },
  set roles(ids: string[]) {
    writeItem("roles", ids.join(" "));
  },
  /** The id of the reader's party, which the address names; empty for the site's own. */
  get party(): string {
    return new URLSearchParams(location.search).get("party") ?? "";
  },
  get initials(): string {
    return (readItem("by") ?? "").slice(0, 12);
  },
  set initials(initials: string) {
    writeItem("by", initials);
  },
};

/** Returns the query of this page's address with a run, for the reader's party; the bare path without either. */
export function pageAddress(run = "", party = reader.party): string {
  const query = (run && `&run=${run}`) + (party && `&party=${party}`);
  return query ? `?${query.slice(1)}` : location.pathname;
}
