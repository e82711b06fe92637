"""Build hook: the interface's translations go into the wheel, so that `stegvis new` can seed a locale."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SeedLocales(BuildHookInterface[Any]):
    """Adds content/locales/LOCALE/LC_MESSAGES/interface.po as stegvis/theme/locales/LOCALE/interface.po."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Extend `build_data["force_include"]`; an editable install reads the project's own catalogs."""
        if version == "editable":
            return
        for catalog in Path(self.root).glob("content/locales/*/LC_MESSAGES/interface.po"):
            locale = catalog.parts[-3]
            build_data["force_include"][str(catalog)] = f"stegvis/theme/locales/{locale}/interface.po"
