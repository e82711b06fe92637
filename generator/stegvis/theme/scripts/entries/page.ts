/** What guides and articles need, and every page with a frame: languages, folded parts, the menu. */
import { startDetails } from "../frame/details.ts";
import { startLanguages } from "../frame/languages.ts";
import { startMenu } from "../frame/menu.ts";

startLanguages();
for (const element of document.querySelectorAll<HTMLElement>("[data-needs-script]")) element.hidden = false;
// Between guide and checklist, the run stays the same.
for (const link of document.querySelectorAll<HTMLAnchorElement>(".views a")) {
  link.addEventListener("click", () => (link.search = location.search));
}
startDetails();
startMenu();
