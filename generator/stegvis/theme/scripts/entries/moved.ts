/** At a former address: goes on to the present one, with the run and the step that the address names. */
import { query } from "../browser/dom.ts";

const { href } = query<HTMLAnchorElement>(document, "a[data-moved]");
location.replace(href + location.search + location.hash);
