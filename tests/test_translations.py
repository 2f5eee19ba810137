"""What a translator is told: what each language lacks, what is left over, what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.translations.__main__ import main
from bot.translations.checking import Flaw
from bot.workshop.language import Language
from tests.third import FEW, HEADER, third


@pytest.fixture
def polish(tmp_path: Path) -> Iterator[Language]:
    with third(tmp_path) as language:
        yield language


def test_what_is_shipped_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    fr, en = capsys.readouterr().out.splitlines()
    assert fr.startswith("fr: ")
    assert fr.removeprefix("fr: ") == en.removeprefix("en: ")


def test_what_is_wrong_is_named_with_its_file(
    polish: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([]) == 1
    told = capsys.readouterr().out
    assert f"✗ unfit.po: card.place: {Flaw.UNKNOWN} {{tytul}}" in told
    assert f"✗ unfit.po: lobby.cancelled: {Flaw.BRACES}" in told
    assert f"✗ unfit.po: count.themes: {Flaw.EMPTY}" in told
    assert f"✗ unfit.po: command.session.new.recipe.name: {Flaw.NAME}" in told
    assert "command.session.new.name and command.session.plan.name have the same name" in told
    assert "unfit.po: left over, English has no no.such.key" in told
    assert "commands.po: 5 of " in told


def test_what_is_only_missing_is_no_mistake(
    polish: Language, capsys: pytest.CaptureFixture[str]
) -> None:
    (polish.folder / "unfit.po").unlink()
    assert main(["pl"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("pl: 8 of ")
    assert "  common.po: button.cancel" in lines, "each that is missing"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            HEADER + 'msgid "a"\nmsgid_plural "a"\nmsgstr[0] "x"\nmsgstr[3] "x"\n',
            "cannot be read",
        ),
        (HEADER.replace("n==1 ? 0", "n<=1 ? 0") + 'msgid "a"\nmsgstr "x"\n', "plural forms differ"),
        (HEADER.replace("n==1 ? 0", "__import__") + FEW, "cannot be read"),
        (HEADER + 'msgid "button.start"\nmsgstr "Raz"\n', "unfit.po: button.start: also in few.po"),
        (HEADER + 'msgid "lobby.steps"\nmsgstr "Bez niczego"\n', "only English has"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_said(
    polish: Language, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    (polish.folder / "unfit.po").write_text(text, encoding="utf-8")
    assert main([]) == 1
    assert told in capsys.readouterr().out


def test_a_language_without_catalogues_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["tlh"])
    assert "no catalogue in data/locale/tlh" in capsys.readouterr().err
