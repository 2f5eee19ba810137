"""The catalogues: the same in both languages, well written, and all that the program says."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from babel.messages import Catalog, Message
from babel.messages.pofile import read_po

from bot.i18n import LOCALE, catalogue
from bot.workshop.language import Language
from tests.sentences import PROGRAM, ROOT, named_keys, sayings

FRENCH, ENGLISH = catalogue(Language.FRENCH), catalogue(Language.ENGLISH)
FILES = sorted(LOCALE.glob("*/*.po"))
PARTS = sorted({file.name for file in FILES})
PLURALS = {"fr": "(n > 1)", "en": "(n != 1)"}

# What French typography says nothing of: code, links, Discord's marks, placeholders.
NOT_PROSE = re.compile(r"`[^`]*`|\]\([^)]*\)|https?://\S+|<[^>]*>|:\w+:|\{\w+\}")
# No-break spaces, wide or narrow, inside quotation marks and before high signs.
FAULT = re.compile(r"(?<![\u00a0\u202f?!])[?!;:»]|«(?![\u00a0\u202f])")


def by_place(file: Path) -> str:
    return f"{file.parent.name}/{file.name}"


def read(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def messages(file: Path) -> list[Message]:
    return [message for message in read(file) if message.id]


def key_of(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


# The files


@pytest.mark.parametrize("part", PARTS)
def test_both_languages_have_the_same_sentences_in_the_same_order(part: str) -> None:
    keys: dict[str, list[str]] = {}
    for language in Language:
        file = LOCALE / language / part
        keys[language] = [key_of(message) for message in messages(file)] if file.exists() else []
    for told, others in zip(keys, reversed(keys.values()), strict=True):
        lacking = sorted(set(others) - set(keys[told]))
        assert not lacking, f"data/locale/{told}/{part} lacks {', '.join(lacking)}"
    french, english = keys.values()
    assert french == english, f"{part}: not in the same order in both languages"


@pytest.mark.parametrize("file", FILES, ids=by_place)
def test_a_file_says_its_language_and_its_plurals(file: Path) -> None:
    language = file.parent.name
    found = read(file)
    assert str(found.locale) == language
    assert (found.num_plurals, found.plural_expr) == (2, PLURALS[language])
    assert not found.obsolete
    assert not [key_of(message) for message in found if message.id and message.fuzzy]


@pytest.mark.parametrize("language", list(Language))
def test_a_key_is_in_one_place_only(language: Language) -> None:
    text = "".join(file.read_text(encoding="utf-8") for file in (LOCALE / language).glob("*.po"))
    written = re.findall(r'^msgid "(.+)"$', text, re.MULTILINE)
    assert sorted(written) == sorted(set(written))
    assert set(written) == set(catalogue(language).sentences)


@pytest.mark.parametrize("file", FILES, ids=by_place)
def test_the_plural_of_a_key_is_the_same_key(file: Path) -> None:
    for message in messages(file):
        assert isinstance(message.id, str) or message.id[0] == message.id[1]


# The sentences


def test_a_sentence_has_the_same_placeholders_in_every_form() -> None:
    for key, french in FRENCH.sentences.items():
        english = ENGLISH.sentences.get(key)
        assert english, f"{key} is in French only"
        assert len(french) == len(english), key
        assert all(form.strip() for form in (*french, *english)), key
        wanted = placeholders(french[-1])
        # “Your post-it is kept” may leave out that it is one.
        optional = {"n"} & wanted if len(french) == 2 else set()
        assert all(placeholders(form) | optional == wanted for form in (*french, *english)), key


def test_french_signs_keep_to_their_word() -> None:
    faults = {
        key: form
        for key, forms in FRENCH.sentences.items()
        for form in forms
        if FAULT.search(NOT_PROSE.sub("x", form))
    }
    assert faults == {}


@pytest.mark.parametrize(
    ("text", "is_fault"),
    [
        ("Où ?", True),
        ("Où?", True),
        ("« Où »", True),
        ("«\u00a0Où\u00a0»", False),
        ("Où\u202f?", False),
        ("Quoi\u00a0?!", False),
        ("`a: b` et [là](https://a.b/c?d) à <t:1:R>", False),
    ],
)
def test_the_test_of_french_signs(text: str, is_fault: bool) -> None:
    assert bool(FAULT.search(NOT_PROSE.sub("x", text))) is is_fault


def test_french_counts_zero_as_one_and_english_does_not() -> None:
    assert [FRENCH.n("count.people", n) for n in (0, 1, 2)] == [
        "0 personne",
        "1 personne",
        "2 personnes",
    ]
    assert [ENGLISH.n("count.people", n) for n in (0, 1, 2)] == ["0 people", "1 person", "2 people"]


def test_days_are_written_as_people_write_them() -> None:
    first, eleventh = date(2027, 3, 1), date(2027, 3, 11)
    assert (FRENCH.day(first), FRENCH.day(eleventh)) == ("1er mars 2027", "11 mars 2027")
    assert (ENGLISH.day(first), ENGLISH.day(eleventh)) == ("1 March 2027", "11 March 2027")


def test_what_people_wrote_is_never_taken_for_a_placeholder() -> None:
    hostile = "{n} {0} {text.__class__} {{x}} %s"
    assert hostile in FRENCH("postit.withdrawn", text=hostile)


def test_an_unknown_key_or_a_missing_parameter_is_an_error() -> None:
    with pytest.raises(KeyError):
        FRENCH("no.such.key")
    with pytest.raises(KeyError):
        FRENCH("postit.withdrawn")


# The program


def test_what_the_program_says_is_in_the_catalogues() -> None:
    """Each key exists, counts when it is counted, and is given its placeholders and no other."""
    said = list(sayings())
    assert len(said) > 200
    for saying in said:
        found = [key for key in FRENCH.sentences if saying.key.fullmatch(key)]
        assert found, (
            f"{saying.where} says {saying.key.pattern}, which no catalogue has: write it in both"
            " languages (data/locale/*/*.po)"
        )
        if saying.given is None:
            continue
        for key in found:
            forms, place = FRENCH.sentences[key], f"{saying.where}: {key}"
            assert (len(forms) == 2) is saying.counted, f"{place} is counted, or is not"
            number = {"n"} if saying.counted else set()
            assert placeholders(forms[-1]) | number == saying.given | number, place


def test_the_catalogues_hold_only_what_the_program_says() -> None:
    rehearsal = [file for file in PROGRAM if (ROOT / "bot" / "rehearsal") in file.parents]
    program = [file for file in PROGRAM if file not in rehearsal]
    unused = set()
    for files, ours in ((program, False), (rehearsal, True)):
        strings, patterns = named_keys(files)
        unused |= {
            key
            for key in FRENCH.sentences
            if key.startswith("rehearsal.") is ours
            and not key.startswith(
                "command."
            )  # tests/discord/test_commands.py: as Discord has them
            and key not in strings
            and not any(pattern.fullmatch(key) for pattern in patterns)
        }
    assert not unused, (
        f"nothing says {', '.join(sorted(unused))}: take it off data/locale/*/*.po, or see what"
        " should say it"
    )


# A phone shows some 24 characters of a button.
BUTTON = 24
LABELS = re.compile(r"button\.(?!unknown$|elsewhere$)|stance\.(?!.*\.)|ballot\.cast|room\.one")


@pytest.mark.parametrize("language", list(Language))
def test_a_button_is_read_whole_on_a_phone(language: Language) -> None:
    labels = {
        key: form.replace("{n}", "24")
        for key, forms in catalogue(language).sentences.items()
        for form in forms
        if LABELS.match(key)
    }
    assert not {key: label for key, label in labels.items() if len(label) > BUTTON}
