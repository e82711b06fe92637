/** A guide: what every page needs, and more where it has tabs. */
import "./page.ts";

if (document.querySelector("[data-variant]")) void import(new URL("variants.js", import.meta.url).href);
