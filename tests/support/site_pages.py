"""The pages that tests look at: one of each kind, in each language."""

from __future__ import annotations

LOCALES = ("en", "nl", "sv", "fr")
GUIDE = "reservations/set-customer-purchase-permission/"
"""A short guide with a decision, a warning and a pause point."""
LONG = "resellers/manage-indirect-reseller-partnerships/"
"""A guide with all kinds of steps: decisions, waits, checks, ways back and other procedures as parts."""

KINDS = {
    "start": "",
    "article": "customer-permissions/",
    "procedures": "procedures/",
    "roles": "roles/",
    "controls": "controls/",
    "glossary": "glossary/",
    "status": "status/",
    "guide": LONG,
    "checklist": f"{LONG}checklist/",
    "runs": "runs/",
    "missing page": "404.html",
}
"""The tail of each kind's address, after the language."""

PAGES = {
    "language choice": "",
    "missing page": "404.html",
    **{f"{locale}: {kind}": f"{locale}/{tail}" for locale in LOCALES for kind, tail in KINDS.items()},
}
"""Addresses below the site's root, by what a failure calls them."""
