"""Commands that the reader of a procedure runs: kept as written, and never translated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from stegvis.diagnostics import Id
from stegvis.model.aspect import Aspect


class Verbatim:
    """Marks text that is kept character by character, with its lines and blanks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What the reader runs at a step: one or more lines, which may name noted values, `{{order-number}}`."""

    shell: Annotated[Id, Aspect.ACT]
    """The shell or language, such as `powershell`; pages show its name."""
    run: Annotated[Id, Aspect.ACT, Verbatim]
    """The lines to run, as a block (`|`) if there are several."""
    output: Annotated[Id | None, Aspect.NOTES, Verbatim] = None
    """What is printed when it worked."""

    @property
    def shell_name(self) -> str:
        """What the shell is called, in every language."""
        return _SHELL_NAMES.get(self.shell, str(self.shell))


_SHELL_NAMES: Mapping[str, str] = {
    "azure-cli": "Azure CLI",
    "bash": "Bash",
    "cmd": "Command Prompt",
    "http": "HTTP",
    "javascript": "JavaScript",
    "json": "JSON",
    "kql": "KQL",
    "powershell": "PowerShell",
    "python": "Python",
    "sh": "sh",
    "sql": "SQL",
    "xml": "XML",
    "yaml": "YAML",
    "zsh": "Zsh",
}
"""The names of common shells and languages; others are shown as they are written."""
