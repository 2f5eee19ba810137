"""The rehearsal's page, clicked through in a browser as people do."""

from __future__ import annotations

import shutil

import pytest

from bot.config import STATE
from bot.workshop.language import Language

pytest.importorskip("playwright")
if shutil.which("chromium") is None:
    pytest.skip("no Chromium here: nobody clicks on the page", allow_module_level=True)

from tests.browser.session import lived
from tests.browser.tabs import chromium, rehearsing

# What was seen at each moment, to be looked at.
SHOTS = STATE / "browser"


def test_a_session_is_led_in_one_tab_and_lived_in_another() -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    with rehearsing(Language.FRENCH) as rehearsal, chromium() as browser:
        assert len(rehearsal.addresses) == 2
        lived(
            browser,
            rehearsal.addresses,
            Language.FRENCH,
            lambda tab, moment: tab.shoot(SHOTS / f"{moment}.png"),
        )
        assert rehearsal.interrupt() == 0
