"""Catalogs in GNU gettext’s format: templates extracted, catalogs updated and looked up."""
