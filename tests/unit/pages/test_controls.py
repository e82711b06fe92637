"""The kinds of labels: their words on the page of controls, and in the comments for translators."""

from __future__ import annotations

import pytest

from stegvis.i18n.catalogs.comments import comment_registry_entry
from stegvis.model.registries import LabelKind
from stegvis.pages.controls import build_control_tables
from stegvis.pipeline import locale_contexts
from tests.support import projects
from tests.support.projects import INTERFACE, edited, sound


@pytest.mark.parametrize("kind", LabelKind)
def test_every_kind_of_label_has_a_word_on_the_page_of_controls(kind: LabelKind) -> None:
    files = edited(sound(), "content/labels.yaml", "kind: button", f"kind: {kind.value}")
    files |= {"stegvis/theme/interface.yaml": INTERFACE}
    config, _ = projects.config_of(files)
    assert config
    contexts = locale_contexts(projects.checked(files), config)
    context = contexts[config.source]
    words = [row.kind for table in build_control_tables(context, contexts) for row in table.rows]
    assert str(words[0]) == kind.value.replace("-", " ")


def test_translators_read_what_kind_of_thing_a_name_is_of() -> None:
    library = projects.library_of(
        edited(sound(), "content/labels.yaml", "kind: button", f"kind: {LabelKind.TICK_BOX.value}")
    )
    ((_, comment),) = comment_registry_entry(library, library.labels["disarm"], [])
    assert comment.before == ("Tick box in The building, as the screen shows it: name",)
