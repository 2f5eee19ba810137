"""The log as another program reads it: one JSON object a line, and nothing of what people write."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest

from bot.hosting.logs import configure_logging

SAID = "ce que Maëlle a écrit"


@pytest.fixture
def ours() -> Iterator[logging.Logger]:
    """A logger of the program, whose handlers are put back afterwards."""
    root, bot = logging.getLogger(), logging.getLogger("bot")
    before = root.handlers[:], root.level, bot.level
    yield logging.getLogger("bot.test")
    root.handlers[:], root.level, bot.level = before


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_fault_has_its_identifier_and_its_place_but_not_what_it_says(
    ours: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("INFO", "json")
    for fault in ({"fault": "a1b2c3"}, {}):
        try:
            raise KeyError(SAID)
        except KeyError:
            ours.exception("a\nfault of %s", "ours", extra=fault)
    named, other = lines(capsys)
    assert named["message"] == "a\nfault of ours"
    assert (named["level"], named["logger"]) == ("ERROR", "bot.test")
    assert (named["exception"], named["error"]) == ("a1b2c3", "KeyError")
    assert named["trace"][-1].startswith("tests/hosting/test_logs.py:")
    assert len(other["exception"]) == 6
    assert SAID not in str(named) + str(other)


def test_trouble_that_is_no_fault_of_ours_has_neither(
    ours: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_logging("INFO", "json")
    try:
        raise ConnectionResetError(SAID)
    except ConnectionResetError:
        ours.exception("a card could not be redrawn")
    (told,) = lines(capsys)
    assert told["level"] == "WARNING"
    assert told["message"] == "a card could not be redrawn: ConnectionResetError"
    assert "exception" not in told
