"""Texts that would be markup if they were let: on every page they are words, wherever they came from.

Validation refuses most of them (V503, C106); the pages must not rely on that.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import pytest
from defusedxml import ElementTree

from tests.browser.hosts import hosted
from tests.browser.markup import Node, findings, need_none, parsed
from tests.browser.small import CATALOG, GUIDE, PROCEDURE, site_of, starter
from tests.projects import edited

if TYPE_CHECKING:
    from playwright.sync_api import Browser

BAD = "</script></title></textarea>--><img src=x onerror=hacked()>'\"`<svg/onload=hacked()>&lt;b&gt;"
