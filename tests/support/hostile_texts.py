"""Texts that attack: what an author or a translator could write to be taken for a program."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stegvis.i18n.catalogs.po_format import PoFile, read_po, write_po
from stegvis.i18n.catalogs.po_strings import quote
from tests.support.dutch_catalogs import translated
from tests.support.pdf_reading import files as printable_files
from tests.support.projects import Files

CANARY_NAME = "STEGVIS_TEST_CANARY"
CANARY = "published-by-accident-7351"
"""A value of the build's environment, which no file of a site may hold."""

ATTACKS = (
    # str.format, %-formatting, string.Template, Jinja2, MkDocs
    f"{{site.__class__.__init__.__globals__[os].environ[{CANARY_NAME}]}}",
    "{number.__class__}", "{number:>50000000}", "{number!r}", "{number[0]}", "{0}", "{}", "{", "}", "{{number}}",
    "{{ config }}", "{% raw %}", "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{# note #}", "{%- endblock %}",
    "%(number)s", "%s%n%99999999d", "$number ${site}", f"${CANARY_NAME}", f"$({CANARY_NAME})", f"`echo ${CANARY_NAME}`",
    f"!!python/object/apply:os.getenv [{CANARY_NAME}]", f"!ENV {CANARY_NAME}", "{constructor} {__proto__}",
    # HTML, SVG, CSS, scripts and the JSON in them
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<!--", "-->", "]]>", "<![CDATA[", "</title>",
    "</textarea>", "<img src=x onerror=alert(1)>", '" onmouseover="alert(1)', "' autofocus onfocus='alert(1)", "&lt;b&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;", "</style><style>*{display:none}</style>", "<svg onload=alert(1)>", "\\u003c/script>",
    '"}]}</script>', "\u2028alert(1)\u2029", "</desc></svg>", "<base href=//evil.example>", "<meta http-equiv=refresh>",
    # links and addresses
    "[x](javascript:alert(1))", "<javascript:alert(1)>", "[x](data:text/html,<script>alert(1)</script>)", "[x][page:index]",
    "[x][javascript:alert(1)]", "[x](//evil.example)", "<https://evil.example>", "![x](x)", "[x]: javascript:alert(1)",
    # Typst
    '#eval("1 + 1")', '#read("/etc/passwd")', '#image("/etc/passwd")', '#sys.inputs', "$ x^2 $", "#include \"x.typ\"", "\\u{41}", "#[", "]#",
    # regular expressions, and replacements
    "(a+)+$", "[", "(?P<x>", "\\1\\g<0>\\", ".*", "$&$1$`", "a|b", "^$",
    # placeholders and marks of our own
    "\x1d", "⸨t:x⸩", "⸨⸩", "⸨m:\" onclick=\"alert(1)⸩", "\x00", "\x1b[31m\x1b]0;x\x07", "\x0b\x0c", "\x85", "\ufeff", "\ufffe",
    # YAML, PO, CSV, shell, headers, paths and logs of CI
    "key: {a: b}", "- item", "--- ", "# comment", "&a *a", '"\nmsgid "x"\nmsgstr "y', "\\\"", "\\", "\\n", "\\x41",
    "=cmd|'/c calc'!A1", "@SUM(1)", "; rm -rf /", "&& true", "a\r\nSet-Cookie: x=1", "a\nBcc: evil@example.com",
    "../../../etc/passwd", "/etc/passwd", "C:\\Windows", "::error::x", "\n::set-output name=x::y", "##[command]x",
)  # fmt: skip
"""Each is a program in some language that a text meets on its way to a page."""

BLOCKS = (
    '{#x" onclick="alert(1)}\n## Words',
    "{#x><script>alert(1)</script>}\n## Words",
    '```js" onclick="alert(1)\n</code></pre><script>alert(1)</script>\n```',
    "~~~ <script>\ncode\n~~~",
    "    <script>alert(1)</script>",
    '| a" onclick="x | b |\n|:--|--:|\n| <img src=x onerror=alert(1)> | b |',
    "<div onclick=alert(1)>\n\nWords\n\n</div>",
    "<script>\nalert(1)\n</script>",
    "<!-- words -->",
    "[x]: javascript:alert(1) 'onclick'\n\n[x] and [x][x] and [x][]",
    '![words](javascript:alert(1) "\' onerror=alert(1)")',
    "99999999999999999999. Words",
    "- [ ] <input autofocus onfocus=alert(1)>",
    "> <svg onload=alert(1)>",
    "Words\n<iframe src=//evil.example>\n=====",
    "***\n---\nname: x\n---",
)
"""Blocks of a page that attack."""

PLACES: Mapping[str, Callable[[str, str], str]] = {
    "alone": lambda _, attack: attack,
    "before": lambda text, attack: f"{attack} {text}",
    "after": lambda text, attack: f"{text} {attack}",
    "within": lambda text, attack: f"{text[: len(text) // 2]}{attack}{text[len(text) // 2 :]}",
    "in a name": lambda text, attack: text.replace("}", f"{attack}}}", 1),
}
"""By where an attack stands in a text."""

GLOSSARY = """
door:
  term: door
  also: [doors]
  meaning: What is opened with a key.
  forms: {nl: [deur]}
  forbidden: {nl: [poort]}
"""
ARTICLE = """---
title: {title}
description: {title} of this office, for everybody who works here.
order: {order}
generated: {part}
---
"""
PARTS = ("procedures", "controls", "roles", "glossary", "status")


def project() -> dict[str, bytes]:
    """A project in two languages with every kind of step, registry and generated page."""
    files = {**printable_files(), "content/glossary.yaml": GLOSSARY.encode()}
    for order, part in enumerate(PARTS, 1):
        title = f"Page of {part}"
        text = ARTICLE.replace("{title}", title).replace("{order}", str(order)).replace("{part}", part)
        files[f"content/{part}.md"] = text.encode()
    return translated(files)


def keys_of(files: Files, path: str) -> list[str]:
    """The keys of a catalog's messages."""
    return [str(message.context) for message in _read(files, path).active()]


def with_translations(
    files: Files, path: str, changes: Mapping[str, Callable[[str], str]]
) -> dict[str, bytes]:
    """The project with translations of a catalog changed, by key."""
    catalog = _read(files, path)
    entries = []
    for message in catalog.active():
        lines = [line for line in message.lines if not line.startswith(("msgstr", '"'))]
        change = changes.get(str(message.context), str)
        entries.append("\n".join([*lines, *quote("msgstr", change(message.string))]))
    return {**files, path: write_po(files[path].decode().partition("\n\n")[0], entries)}


def _read(files: Files, path: str) -> PoFile:
    catalog = read_po(path, files[path])
    assert isinstance(catalog, PoFile), catalog
    return catalog
