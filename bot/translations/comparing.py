"""Catalogues of a language beside those of the source: what lacks, what is left over, what is
wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.pofile import PoFileError

from bot.i18n import plural_forms, read, sentences_of
from bot.translations.checking import flaw_of, named
from bot.workshop.language import Language

Told = dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Compared:
    """What a language has of the English catalogues: part → keys; `wrong` are sentences, each
    with its file and the reason why it cannot be said, or says less."""

    language: Language
    asked: dict[str, list[str]]
    missing: dict[str, list[str]]
    left_over: dict[str, list[str]]
    wrong: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The report: a line a part, then what is wrong."""
        wanted = sum(map(len, self.asked.values()))
        lacking = sum(map(len, self.missing.values()))
        told = [f"{self.language}: {wanted - lacking} of {wanted} sentences"]
        for part, keys in self.asked.items():
            missing = len(self.missing.get(part, ()))
            if missing:
                told.append(f"  {part}.po: {len(keys) - missing} of {len(keys)}, {missing} missing")
        for part, keys in self.left_over.items():
            told.append(f"  {part}.po: left over, English has no {', '.join(keys)}")
        return [*told, *(f"  ✗ {one}" for one in self.wrong)]

    @property
    def keys(self) -> list[str]:
        """Each sentence that is missing, a line a key."""
        return [f"  {part}.po: {key}" for part, keys in self.missing.items() for key in keys]


def compared(language: Language) -> Compared:
    """Compare the catalogues of a language with the English ones; what cannot be read is wrong."""
    source, _ = _parts(Language.ENGLISH)
    own, wrong = _parts(language)
    every = {key: told for part in own.values() for key, told in part.items()}
    english = {key: told for part in source.values() for key, told in part.items()}
    found = Compared(
        language,
        {part: list(told) for part, told in source.items()},
        _without(source, every),
        _without(own, english),
        wrong,
    )
    places: dict[str, str] = {}
    for part, told in own.items():
        found.wrong += [
            f"{part}.po: {key}: also in {places[key]}.po" for key in told if key in places
        ]
        places |= dict.fromkeys(told, part)
        for key, forms in told.items():
            flaw = flaw_of(key, english[key], forms) if key in english else None
            if flaw is not None:
                about = named(flaw, english[key], forms)
                found.wrong.append(" ".join([f"{part}.po: {key}: {flaw}", *about]))
    found.wrong += [f"commands: {one}" for one in _twice(every)]
    return found


def _parts(language: Language) -> tuple[dict[str, Told], list[str]]:
    parts: dict[str, Told] = {}
    wrong: list[str] = []
    rules: dict[str, Path] = {}
    for file in sorted(language.folder.glob("*.po")):
        try:
            catalog = read(file, language)
            forms = plural_forms(catalog, language)
        except (PoFileError, ValueError) as error:
            wrong.append(f"{file.name}: cannot be read: {error}")
            continue
        rules.setdefault(str(forms), file)
        parts[file.stem] = sentences_of(catalog)
    if len(rules) > 1:
        wrong.append(f"the plural forms differ: {', '.join(f.name for f in rules.values())}")
    return parts, wrong


def _without(parts: Mapping[str, Told], there: Told) -> dict[str, list[str]]:
    lacking = {part: [key for key in told if key not in there] for part, told in parts.items()}
    return {part: keys for part, keys in lacking.items() if keys}


def _twice(told: Told) -> list[str]:
    """Return the names of commands that Discord would show twice side by side."""
    seen: dict[tuple[str, str], str] = {}
    found = []
    for key, (name, *_) in told.items():
        if key.startswith("command.") and key.endswith(".name"):
            place = (key.removesuffix(".name").rpartition(".")[0], name)
            if place in seen:
                found.append(f"{seen[place]} and {key} have the same name: {name}")
            seen.setdefault(place, key)
    return found
