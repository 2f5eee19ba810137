"""A third language, of a few sentences: some right, some that cannot be said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from bot.client import COGS
from bot.i18n import catalogue
from bot.workshop.language import Language

# Three forms: what Polish says of whole numbers. CLDR has a fourth, for fractions.
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: pl\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20)"
" ? 1 : 2);\\n"
"""

FEW = """
msgid "button.start"
msgstr "Zaczynamy"

msgid "lobby.soon"
msgstr "Zaczynamy, gdy wszyscy będą."

msgid "count.postits"
msgid_plural "count.postits"
msgstr[0] "{n} karteczka"
msgstr[1] "{n} karteczki"
msgstr[2] "{n} karteczek"

msgid "count.people"
msgid_plural "count.people"
msgstr[0] "{n} osoba"
msgstr[1] "{n} osoby"
msgstr[2] "{n} osób"

msgid "postit.kept"
msgid_plural "postit.kept"
msgstr[0] "Karteczka zapisana."
msgstr[1] "{n} karteczki zapisane."
msgstr[2] "{n} karteczek zapisanych."

msgid "kind.collect.title"
msgstr "Karteczki"

msgid "command.session.name"
msgstr "sesja"

msgid "command.session.description"
msgstr "Prowadzenie warsztatu krok po kroku"
"""

# What is not said: each for a reason of its own.
UNFIT = """
msgid "card.place"
msgstr "{tytul} · krok {n} z {total}"

msgid "lobby.cancelled"
msgstr "{0.__class__} {"

msgid "count.themes"
msgid_plural "count.themes"
msgstr[0] "{n} temat"
msgstr[1] ""
msgstr[2] "{n} tematów"

msgid "command.session.new.recipe.name"
msgstr "Przebieg Spotkania"

msgid "command.session.new.name"
msgstr "nowa"

msgid "command.session.plan.name"
msgstr "nowa"

#, fuzzy
msgid "button.stay"
msgstr "Nie wiadomo"

msgid "no.such.key"
msgstr "Nic"
"""


def written(folder: Path, code: str = "pl") -> Path:
    """Write the catalogues of the language in `folder`, as a translator would begin."""
    place = folder / code
    place.mkdir(parents=True)
    (place / "few.po").write_text(HEADER + FEW, encoding="utf-8")
    (place / "unfit.po").write_text(HEADER + UNFIT, encoding="utf-8")
    return folder


@contextmanager
def third(folder: Path) -> Iterator[Language]:
    """Have a third language while a test lasts.

    Commands offer the languages there were when they were imported: the shipped ones, also to the
    tests that come after.
    """
    for cog in COGS:
        import_module(cog)
    found = Language.found_in(written(folder))
    catalogue.cache_clear()
    try:
        (language,) = found
        yield language
    finally:
        Language.forget(found)
        catalogue.cache_clear()
