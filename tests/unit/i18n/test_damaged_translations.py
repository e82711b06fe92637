"""The checks catch what people, tools and machine translation break."""

from __future__ import annotations

import pytest

from tests.support.damaged_translations import COUNT, report


@pytest.mark.parametrize("locale", ["nl", "sv", "fr"])
def test_more_than_95_in_100_damaged_messages_are_caught(
    locale: str, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, share = report(locale)
    with capsys.disabled():
        print("\n" + "\n".join(lines))  # noqa: T201 - the report belongs to CI's output
    assert f"of {COUNT}" in lines[0]
    assert share > 0.95
