/** How far a run is, in words. */
import { t } from "../browser/i18n.ts";
import type { Traversal } from "./traversal.ts";

export const describeProgress = ({ done, least, most }: Traversal): string =>
  least === most ? t("live_count", { done, total: most }) : t("live_range", { done, least, most });
