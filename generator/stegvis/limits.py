"""How much a project may hold. An excess is reported with a place and a cure.

Real content stays far below: the longest text of the project's own content has 369 characters. Where an
algorithm is not linear, the limit bounds its input.
"""

from __future__ import annotations

MAX_SOURCE_BYTES = 256 * 1024
"""The size of a source file: a hundred times that of a long procedure."""

MAX_CATALOG_BYTES = 16 * 1024 * 1024
"""The size of a catalog: that of a collection with a thousand procedures."""

MAX_FILE_BYTES = 20 * 1024 * 1024
"""The size of any file of a project: what is larger is not read to its end."""

MAX_PICTURE_BYTES = 2 * 1024 * 1024
"""The size of a picture: ten times that of a screenshot as PNG."""

MAX_PICTURE_SIDE = 10_000
"""The width and height of a picture in pixels."""

MAX_PICTURE_PIXELS = 16_000_000
"""The pixels of a picture: browsers need four bytes of memory for each, whatever the size of the file."""

MAX_COLUMNS = 8
"""Columns of a table: more fit neither on a phone nor on a sheet."""

MAX_TEXT = 2_000
"""The size of a text or its translation, as `measure_text` returns it; run files hold at least as much."""

MAX_NAME = 120
"""The size of the name of a label or a role, which placeholders in other texts stand for."""

MAX_VALUE = 500
"""Characters of a value that the reader notes; scripts and run files have the same limit."""

MAX_COMMAND = 4_000
"""Characters of a command or its output."""

MAX_COMMAND_LINES = 40
"""Lines of a command or its output, which a sheet keeps on one page."""

MAX_STRING = 100_000
"""Characters of a string in a catalog; beyond it, the catalog is not read."""

MAX_ITEMS = 1_000
"""Items of a list: steps of a procedure, options of a decision, procedures of a collection."""

MAX_EXPANSION = 300
"""Steps of a procedure with its calls expanded: calls within calls multiply."""

MAX_YAML_DEPTH = 40
"""Levels of YAML: twice what a procedure needs, far below PyYAML's recursion limit."""

MAX_BLOCK_DEPTH = 20
"""Levels of blocks in an article; a list within a list adds two."""

MAX_EMPHASIS_DEPTH = 20
"""Levels of emphasis that are read as such; deeper ones are text. The limit lets visitors recurse."""

MAX_ADDRESS = 2_000
"""Characters of an address; all servers and browsers accept that many."""

MAX_CANDIDATES = 1_000
"""Names that are compared with a misspelt one to suggest the most similar."""

MAX_REPORTED = 20
"""Refused characters of a file that are reported one by one: the others have the same cause."""


def measure_text(text: str) -> int:
    """Return the size of a text in UTF-16 code units, as scripts count; a placeholder counts as MAX_NAME."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2 + MAX_NAME * text.count("{")
