/** What the reader chose last for each variant, such as the tool: new runs begin with it. */
import { readJson, writeItem } from "./local-storage.ts";

const STORED = "variants";

/** Returns the ids of the chosen options by the variant's. */
export const chosenVariants = (): Map<string, string> =>
  new Map(Object.entries(readJson(STORED)).filter(([, option]) => typeof option === "string"));

export function rememberVariant(variant: string, option: string): void {
  writeItem(STORED, JSON.stringify(Object.fromEntries(chosenVariants().set(variant, option))));
}
