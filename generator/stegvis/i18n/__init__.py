"""Translations: domains, localization, status, review, catalogs and their checks."""
