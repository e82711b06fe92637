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
  get initials(): string {
    return (readItem("by") ?? "").slice(0, 12);
  },
  set initials(initials: string) {
    writeItem("by", initials);
  },
};
