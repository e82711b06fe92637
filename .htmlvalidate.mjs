// How html-validate looks at the pages (tests/integration/test_html_validity.py); every departure has its reason.
export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // Anchors of steps in a called procedure have a dot: `check-owner.sign-in`. HTML allows any name without a space.
    "valid-id": ["error", { relaxed: true }],
    // A question's answers share their name, be they one of several (radio) or any of several (checkbox).
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "button", "submit", "reset"] }],
    // A checklist sends nothing: it is ticked and printed, so it has no submit button (WCAG's H32 is about sending).
    "wcag/h32": "off",
    // A title is a procedure's own in four languages; where a search engine cuts it is no fault of the page.
    "long-title": "off",
    // An input without a type is a field for text: the standard's default, and as clear.
    "no-implicit-input-type": "off",
    // Spaces at a line's end are the templates' and mean nothing in HTML.
    "no-trailing-whitespace": "off",
  },
};
