"""What a text is: its role in the model, and what follows from the role.

The role of a text is declared once, in the annotation of the field that holds it. A new role is a member of
`TextRole` and a row of `_describe`; mypy and the import of this module fail where the row is missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from stegvis.model.aspect import Aspect


class Impact(StrEnum):
    """The cost to a reader of one text that is in English, the highest first."""

    DANGER = "danger"
    """The reader may come to harm, lose something, take the wrong branch or do what is forbidden."""
    HINDRANCE = "hindrance"
    """A reader who knows no English cannot do the step."""
    BLEMISH = "blemish"
    """The step is clear without it."""


class TextRole(StrEnum):
    """The field of the model in which a text stands."""

    PROCEDURE_TITLE = "procedure-title"
    PROCEDURE_SUMMARY = "procedure-summary"
    PROCEDURE_OUTCOME = "procedure-outcome"
    PREREQUISITE = "prerequisite"
    ACTION = "action"
    CHECK = "check"
    DECISION = "decision"
    WAIT = "wait"
    FINISH = "finish"
    OPTION_LABEL = "option-label"
    OPTION_DETAIL = "option-detail"
    EXPECT = "expect"
    IF_NOT = "if-not"
    DETAIL = "detail"
    TRAINING_NOTE = "training-note"
    WARNING = "warning"
    CAUTION = "caution"
    NOTE = "note"
    OPTIONAL = "optional"
    PAUSE_POINT = "pause-point"
    PICTURE_ALT = "picture-alt"
    TABLE_TITLE = "table-title"
    TABLE_COLUMN = "table-column"
    TABLE_CELL = "table-cell"
    FILE_TITLE = "file-title"
    FILE_FILL_IN = "file-fill-in"
    SECRET = "secret"  # noqa: S105  # the name of a field
    VALUE_LABEL = "value-label"
    ITEM_NAME = "item-name"
    ARTICLE_TITLE = "article-title"
    ARTICLE_DESCRIPTION = "article-description"
    ARTICLE_HEADING = "article-heading"
    ARTICLE_PARAGRAPH = "article-paragraph"
    ARTICLE_LIST_ITEM = "article-list-item"
    ARTICLE_TABLE_CELL = "article-table-cell"
    AUDIENCE_NAME = "audience-name"
    AUDIENCE_DESCRIPTION = "audience-description"
    COLLECTION_TITLE = "collection-title"
    COLLECTION_SUMMARY = "collection-summary"
    PARTY_NAME = "party-name"
    PARTY_FOR_THEM = "party-for-them"
    PARTY_WAIT = "party-wait"
    ROLE_NAME = "role-name"
    ROLE_DESCRIPTION = "role-description"
    SYSTEM_NAME = "system-name"
    LABEL_NAME = "label-name"
    LINK_TITLE = "link-title"
    SOURCE_TITLE = "source-title"
    TERM_MEANING = "term-meaning"
    FACT_QUESTION = "fact-question"
    FACT_OPTION_LABEL = "fact-option-label"
    FACT_OPTION_DETAIL = "fact-option-detail"
    INTERFACE = "interface"

    @property
    def info(self) -> TextRoleInfo:
        """The row of the role."""
        return _ROWS[self]


ARTICLE_BLOCKS = (
    TextRole.ARTICLE_HEADING,
    TextRole.ARTICLE_PARAGRAPH,
    TextRole.ARTICLE_LIST_ITEM,
    TextRole.ARTICLE_TABLE_CELL,
)
"""The roles of the texts in an article's body, whose keys count the blocks below a heading."""


@dataclass(frozen=True, slots=True)
class TextRoleInfo:
    """What follows from the role of a text."""

    comment: str
    """What the text is, in the comment for its translators."""
    word: str
    """The key of the interface's word for it, for pages that list texts."""
    impact: Impact
    """The cost of its being in English, in a procedure that a reader follows."""
    max_length: int | None = None
    """The length of the longest translation in characters, names filled in; None where lines may break."""
    is_never_english: bool = False
    """Whether a procedure is withheld from a locale in which this text has no translation."""
    is_name: bool = False
    """Whether it repeats what a screen shows, whatever the glossary and the style of the language say."""
    may_quote_names: bool = False
    """Whether it may spell out the name of a control, which other texts have as a placeholder."""
    aspect: Aspect = Aspect.NOTES
    """What of a procedure changes with the text."""


def _describe(role: TextRole) -> TextRoleInfo:  # noqa: C901, PLR0911, PLR0912, PLR0915  # one row a role
    """Return the row of a role."""
    danger, hindrance, blemish = Impact.DANGER, Impact.HINDRANCE, Impact.BLEMISH
    act, ignored = Aspect.ACT, Aspect.IGNORED
    row = TextRoleInfo
    match role:
        case TextRole.PROCEDURE_TITLE:
            return row("title", "field_title", hindrance, max_length=90, aspect=ignored)
        case TextRole.PROCEDURE_SUMMARY:
            return row("summary", "field_summary", blemish, aspect=ignored)
        case TextRole.PROCEDURE_OUTCOME:
            return row("outcome, what is so when it is done", "outcome", blemish)
        case TextRole.PREREQUISITE:
            return row("what must be so before the start", "prerequisites", danger)
        case TextRole.ACTION:
            return row("instruction", "kind_action", hindrance, aspect=act)
        case TextRole.CHECK:
            return row("check, something to look at", "kind_check", hindrance, aspect=act)
        case TextRole.DECISION:
            return row("question", "kind_decision", danger, aspect=act)
        case TextRole.WAIT:
            return row("what another party has to do first", "field_wait", hindrance, aspect=act)
        case TextRole.FINISH:
            return row("end of the procedure", "kind_finish", hindrance, aspect=act)
        case TextRole.OPTION_LABEL:
            return row("answer", "field_options", danger, max_length=80, aspect=act)
        case TextRole.OPTION_DETAIL:
            return row("explanation of an answer", "field_options", danger)
        case TextRole.EXPECT:
            return row("what one sees when it worked", "expect", hindrance)
        case TextRole.IF_NOT:
            return row("what to do when one does not see it", "if_not", hindrance)
        case TextRole.DETAIL:
            return row("explanation", "field_detail", blemish)
        case TextRole.TRAINING_NOTE:
            return row("note for trainers", "training_note", blemish, aspect=ignored)
        case TextRole.WARNING:
            return row("WARNING, keep its full force", "warning", danger, is_never_english=True)
        case TextRole.CAUTION:
            return row("CAUTION, keep its full force", "caution", danger, is_never_english=True)
        case TextRole.NOTE:
            return row("note", "note", blemish)
        case TextRole.OPTIONAL:
            return row("condition under which the step is done", "optional", danger)
        case TextRole.PAUSE_POINT:
            comment = "pause point, what to confirm before going on"
            return row(comment, "pause_point", danger, is_never_english=True)
        case TextRole.SECRET:
            return row("about a secret that is shown only once", "secret", danger)
        case TextRole.VALUE_LABEL:
            return row("name of a value that the reader notes", "field_value", hindrance, 60, aspect=act)
        case TextRole.ITEM_NAME:
            return row("name of what steps are repeated for", "field_value", hindrance, 60, aspect=act)
        case TextRole.PICTURE_ALT:
            return row("what a picture shows, for those who can’t see it", "media_picture", blemish)
        case TextRole.TABLE_TITLE:
            return row("title of a table", "media_table", blemish, max_length=90)
        case TextRole.TABLE_COLUMN:
            return row("heading of a column of a table", "media_table", hindrance, max_length=60)
        case TextRole.TABLE_CELL:
            return row("cell of a table", "media_table", hindrance)
        case TextRole.FILE_TITLE:
            return row("title of a file to take", "media_file", hindrance, max_length=90)
        case TextRole.FILE_FILL_IN:
            return row("what has to be filled in of a file", "media_file", hindrance)
        case TextRole.ARTICLE_TITLE:
            return row("title", "field_title", hindrance, max_length=90)
        case TextRole.ARTICLE_DESCRIPTION:
            return row("description for search engines", "field_other", blemish, max_length=200)
        case TextRole.ARTICLE_HEADING:
            return row("heading", "field_other", blemish)
        case TextRole.ARTICLE_PARAGRAPH:
            return row("paragraph", "field_other", blemish)
        case TextRole.ARTICLE_LIST_ITEM:
            return row("list item", "field_other", blemish)
        case TextRole.ARTICLE_TABLE_CELL:
            return row("table cell", "field_other", blemish)
        case TextRole.AUDIENCE_NAME:
            return row("name", "field_other", blemish, max_length=60)
        case TextRole.AUDIENCE_DESCRIPTION:
            return row("description", "field_other", blemish)
        case TextRole.COLLECTION_TITLE:
            return row("title", "field_title", blemish, max_length=80)
        case TextRole.COLLECTION_SUMMARY:
            return row("summary", "field_summary", blemish)
        case TextRole.PARTY_NAME:
            return row("name", "field_party", hindrance, max_length=60)
        case TextRole.PARTY_FOR_THEM:
            return row("mark of the steps that they perform", "field_party", hindrance, max_length=60)
        case TextRole.PARTY_WAIT:
            return row(
                "mark of the steps at which one waits for them", "field_party", hindrance, max_length=60
            )
        case TextRole.ROLE_NAME:
            return row("name", "field_role", danger, 60, is_never_english=True, is_name=True)
        case TextRole.ROLE_DESCRIPTION:
            return row("description", "field_other", blemish)
        case TextRole.SYSTEM_NAME:
            return row("name", "field_other", hindrance, max_length=60)
        case TextRole.LABEL_NAME:
            return row("name", "field_label", hindrance, max_length=60, is_name=True)
        case TextRole.LINK_TITLE:
            return row("title", "field_title", blemish, max_length=80)
        case TextRole.SOURCE_TITLE:
            return row("title", "field_title", blemish, may_quote_names=True)
        case TextRole.TERM_MEANING:
            return row("meaning", "field_other", blemish, may_quote_names=True)
        case TextRole.FACT_QUESTION:
            return row("question", "kind_decision", danger, aspect=act)
        case TextRole.FACT_OPTION_LABEL:
            return row("answer", "field_options", danger, max_length=80, aspect=act)
        case TextRole.FACT_OPTION_DETAIL:
            return row("explanation of an answer", "field_options", danger)
        case TextRole.INTERFACE:
            return row("words of the interface", "field_other", hindrance)
        case _:
            assert_never(role)


_ROWS: Mapping[TextRole, TextRoleInfo] = {role: _describe(role) for role in TextRole}

TAKEN_FOR_FLAGS = frozenset({TextRole.OPTIONAL, TextRole.PAUSE_POINT, TextRole.SECRET})
"""The roles of texts that authors take for flags: `true` is none of them."""
