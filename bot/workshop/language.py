"""The languages of Gommette, and texts that exist in several.

A language is a folder of catalogues (`data/locale`): nothing else makes one. English is the
source, always there; the others fall back to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from babel import Locale, UnknownLocaleError
from babel.localedata import locale_identifiers
from pydantic import (
    BaseModel,
    ConfigDict,
    GetCoreSchemaHandler,
    StringConstraints,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema, InitErrorDetails, PydanticCustomError, ValidationError
from pydantic_core.core_schema import (
    plain_serializer_function_ser_schema,
    with_info_plain_validator_function,
)

LOCALE = Path(__file__).parents[2] / "data" / "locale"

SOURCE = "en"
# The region whose customs are followed where a folder names none.
_REGIONS = {SOURCE: "en_GB"}
# What Discord and CLDR call by different names.
_ALSO = {"no": "nb"}
_CODE = r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?(?:_(?:[A-Z]{2}|[0-9]{3}))?"

_MADE: dict[str, Language] = {}
_FOLDERS: dict[Language, Path] = {}


class _Languages(type):
    """The type of `Language`, over which one goes: those that have catalogues, the source last."""

    def __iter__(cls) -> Iterator[Language]:
        return iter(sorted(_FOLDERS, key=lambda one: (one == SOURCE, one)))

    def __len__(cls) -> int:
        return len(_FOLDERS)

    def __contains__(cls, code: object) -> bool:
        return code in _FOLDERS


class Language(str, metaclass=_Languages):
    """A language that has catalogues, by the name of their folder: ``fr``, ``pt_BR``.

    Each is one object. ValueError for another code.
    """

    ENGLISH: ClassVar[Language]
    FRENCH: ClassVar[Language]  # for tests and rehearsals; nothing that people use names it

    def __new__(cls, code: str) -> Language:
        known = _MADE.get(code)
        if known is None or known not in _FOLDERS:
            raise ValueError(f"{code!r} has no catalogue")
        return known

    @property
    def value(self) -> str:
        """Its code, as files and rows have it."""
        return str(self)

    @cached_property
    def locale(self) -> str:
        """The name under which Babel knows its dates, numbers and plurals."""
        for code in (_REGIONS.get(self, str(self)), self.partition("_")[0], _REGIONS[SOURCE]):
            try:
                return str(Locale.parse(code))
            except (UnknownLocaleError, ValueError):
                continue
        raise AssertionError("Babel knows the source")

    @property
    def folder(self) -> Path:
        """Where its catalogues are."""
        return _FOLDERS[self]

    @classmethod
    def exactly(cls, locale: str | None) -> Language | None:
        """Return the language of a Discord locale such as ``fr`` or ``pt-BR``: that of its region,
        else of its language; None where neither has catalogues."""
        wanted = (locale or "").replace("-", "_").lower()
        names = {one.lower(): one for one in _FOLDERS}
        tongue = wanted.partition("_")[0]
        codes = (wanted, tongue, _ALSO.get(tongue, tongue))
        return next((names[code] for code in codes if code in names), None)

    @classmethod
    def nearest(cls, locale: str | None) -> Language:
        """Return the language for a Discord locale, or for one that was kept: English where it has
        none."""
        return cls.exactly(locale) or cls.ENGLISH

    @classmethod
    def found_in(cls, folder: Path) -> list[Language]:
        """Take each folder of catalogues in `folder` as a language, and return those."""
        found = []
        for place in sorted(folder.iterdir()):
            if re.fullmatch(_CODE, place.name) and any(place.glob("*.po")):
                made = _MADE.setdefault(place.name, str.__new__(cls, place.name))
                _FOLDERS[made] = place
                found.append(made)
        return found

    @classmethod
    def forget(cls, languages: Iterable[Language]) -> None:
        """Have languages no more, whatever their catalogues."""
        for language in languages:
            _FOLDERS.pop(language, None)

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: type[Any], handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return with_info_plain_validator_function(
            _read,
            serialization=plain_serializer_function_ser_schema(str, when_used="json"),
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return {"pattern": f"^{_CODE}$", "title": "Language", "type": "string"}


def _read(code: object, info: ValidationInfo) -> Language:
    try:
        return Language(code if isinstance(code, str) else "")
    except ValueError:
        if info.mode == "json" and isinstance(code, str) and is_language(code):
            # Rows and exports, from when or where it had catalogues.
            return Language.nearest(code)
        *others, last = (f"'{one}'" for one in Language)
        expected = f"{', '.join(others)} or {last}" if others else last
        wrong = {"expected": expected, "language": SOURCE}
        raise PydanticCustomError("enum", "Input should be {expected}", wrong) from None


def is_language(code: str) -> bool:
    """True for the code of a language, whether it has catalogues or not."""
    return code in _MADE or code in _KNOWN_CODES


Language.found_in(LOCALE)
Language.ENGLISH = _MADE[SOURCE]
Language.FRENCH = _MADE["fr"]
_KNOWN_CODES = frozenset(code for code in locale_identifiers() if re.fullmatch(_CODE, code))


LABEL, SHORT, LONG = 60, 500, 1500  # characters

Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LABEL)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=SHORT)]
Sentence = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONG)]


class Frozen(BaseModel):
    """Base of every model read from a data file: immutable, unknown keys refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Translated(Frozen):
    """A text by its languages, one at least: ``{ fr = "Le mur", en = "The wall" }``.

    Any language may be there, with catalogues or not; what is missing is read in English, else in
    the first there is. A subclass gives the type of the texts.
    """

    model_config = ConfigDict(extra="allow")

    if TYPE_CHECKING:

        def __init__(self, **texts: str) -> None: ...

        def __getattr__(self, language: str) -> str: ...

    @classmethod
    def same(cls, text: str) -> Self:
        """Return a text that is the same in every language."""
        return cls(**{str(one): text for one in Language})

    @classmethod
    def each(cls, say: Mapping[Language, str]) -> Self:
        """Return a text from what it is in each language."""
        return cls(**{str(one): text for one, text in say.items()})

    @property
    def texts(self) -> Mapping[str, str]:
        """What it is in each language that it has."""
        return self.__pydantic_extra__ or {}

    def __getitem__(self, language: str) -> str:
        return spoken(self.texts, language)

    def __hash__(self) -> int:
        return hash(tuple(self.texts.items()))

    @model_validator(mode="before")
    @classmethod
    def _in_languages(cls, given: object) -> object:
        if not isinstance(given, Mapping):
            return given
        wrong = [
            InitErrorDetails(type="extra_forbidden", loc=(str(key),), input=text)
            for key, text in given.items()
            if not is_language(str(key))
        ]
        if not given:
            wrong = [InitErrorDetails(type="missing", loc=(SOURCE,), input=given)]
        if wrong:
            raise ValidationError.from_exception_data(cls.__name__, wrong)
        return given


class Title(Translated):
    """A short name."""

    __pydantic_extra__: dict[str, Label]


class Bilingual(Translated):
    """A sentence or two; short enough for a card to hold several."""

    __pydantic_extra__: dict[str, ShortText]


def spoken(texts: Mapping[str, str], language: str) -> str:
    """Return what a text says to who reads a language: in it, else in English, else in the first
    that it has; empty where it has none."""
    return texts.get(language) or texts.get(SOURCE) or next(iter(texts.values()), "")


def languages_of(texts: Iterable[Translated]) -> list[str]:
    """Return the languages in which texts may be read differently from one another."""
    return list(dict.fromkeys([*(one for text in texts for one in text.texts), SOURCE]))
