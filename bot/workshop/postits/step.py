"""`collect`: people write post-its."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from bot.workshop.alike import twice
from bot.workshop.faults import RuleBroken
from bot.workshop.language import Bilingual, Frozen, Language, Title, languages_of
from bot.workshop.step import BaseStep, Doing

# A name is a heading of the wall, and a choice of a menu.
COLUMN_NAME = 60
# So many columns are still read side by side.
MOST_COLUMNS = 8
# Pictures of a session, and columns beside theirs: a menu of 25 choices holds them.
MOST_PICTURES = 20
BESIDE_PICTURES = 4


class PictureKind(StrEnum):
    """How the wall of a step is drawn."""

    WALL = "wall"
    COLUMNS = "columns"  # side by side
    SPEEDBOAT = "speedboat"  # four columns: island, wind, anchor, reefs


# What the four columns of a speedboat stand for, in this order.
SPEEDBOAT = ("the island", "the wind", "the anchor", "the reefs")


class Column(Frozen):
    """One column of post-its; typed in the channel, a leading `mark` leads to it.

    `picture` is the number of the picture that it is about: a session fills it in.
    """

    name: Title
    mark: Literal["+", "-", "?"] | None = None
    picture: Annotated[int, Field(ge=1, le=MOST_PICTURES)] | None = None

    @model_validator(mode="after")
    def _short(self) -> Self:
        for name in self.name.texts.values():
            if len(name) > COLUMN_NAME or len(name.splitlines()) > 1:
                raise RuleBroken(
                    "column_name",
                    f"the name of a column should be one line of at most {COLUMN_NAME} characters",
                    limit=COLUMN_NAME,
                )
        return self


class Collect(BaseStep):
    """Post-its are written, hidden until a reveal where `silent`.

    `prompt` is the question asked; without it the scenario's question is used. `typed` lets
    people write in the channel too. `columns` are where post-its go, in their order on the wall
    (a single one is the heading under which all of them stand);
    `picture` is how they are drawn: if it says nothing side by side, pictures under each other.
    `pictures` shows those that the people who lead put in, each a column, before the others.
    `ask_kind` lets people say what a post-it tells of: a step, a lever, an obstacle, an actor.
    `ideas` is how many each person is asked for; `per_person` and `max_length` (characters) are
    limits.
    """

    doing: ClassVar[Doing] = Doing.WRITE

    kind: Literal["collect"]
    prompt: Bilingual | None = None
    silent: bool = True
    typed: bool = False
    columns: Annotated[tuple[Column, ...], Field(max_length=MOST_PICTURES + BESIDE_PICTURES)] = ()
    picture: PictureKind | None = None
    pictures: bool = False
    ask_year: bool = False
    ask_dimension: bool = False
    ask_kind: bool = False
    ideas: Annotated[int, Field(ge=1, le=100)] | None = None
    per_person: Annotated[int, Field(ge=1, le=100)] = 20
    max_length: Annotated[int, Field(ge=10, le=1000)] = 300

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        for language in languages_of(column.name for column in self.columns):
            if twice(self.column_names(language)) is not None:
                raise RuleBroken("columns", "columns should have different names")
        marks = [column.mark for column in self.columns if column.mark]
        if len(set(marks)) != len(marks):
            raise RuleBroken("marks", "columns should have different marks")
        self._check_pictures()
        if self.ask_kind and self.columns:
            # A column says already what its post-its are, and a form has room for little more.
            raise RuleBroken(
                "kind_or_columns", "ask_kind should be left out of a step that has columns"
            )
        if self.picture is PictureKind.COLUMNS and not self.columns:
            raise RuleBroken("no_columns", 'picture = "columns" needs columns')
        if self.picture is PictureKind.SPEEDBOAT and len(self.columns) != len(SPEEDBOAT):
            raise RuleBroken(
                "speedboat",
                f'picture = "speedboat" needs four columns, in this order: {", ".join(SPEEDBOAT)};'
                f" there should not be {len(self.columns)}",
            )
        if self.ideas is not None and self.ideas > self.per_person:
            raise RuleBroken(
                "ideas",
                f"ideas should be at most per_person ({self.per_person})",
                most=self.per_person,
            )
        return self

    def _check_pictures(self) -> None:
        own = sum(column.picture is None for column in self.columns)
        most = BESIDE_PICTURES if self.pictures else MOST_COLUMNS
        if own > most:
            beside = " of its own" if self.pictures else ""
            raise RuleBroken(
                "most_columns", f"there should be at most {most} columns{beside}", most=most
            )
        if not self.pictures and own < len(self.columns):
            raise RuleBroken("picture_column", "a column with a picture needs pictures = true")
        if self.pictures and self.ask_kind:
            raise RuleBroken(
                "kind_or_pictures", "ask_kind should be left out of a step that shows pictures"
            )
        if self.pictures and self.picture is PictureKind.SPEEDBOAT:
            raise RuleBroken(
                "boat_or_pictures",
                'picture = "speedboat" should be left out of a step that shows pictures',
            )

    @property
    def drawn_as(self) -> PictureKind:
        """How the post-its of this step are drawn."""
        if len(self.columns) > MOST_COLUMNS:
            return PictureKind.WALL  # under each other: beside, they would be narrow
        if self.picture is not None:
            return self.picture
        side_by_side = self.columns and not self.pictures
        return PictureKind.COLUMNS if side_by_side else PictureKind.WALL

    def column_names(self, language: str) -> tuple[str, ...]:
        """Return the names of the columns, in their order on the wall."""
        return tuple(column.name[language] for column in self.columns)

    def only_column(self, language: Language) -> str | None:
        """Return the column of a step that has a single one: nobody is asked for it."""
        return self.columns[0].name[language] if len(self.columns) == 1 else None

    def marked(self, language: Language) -> dict[str, str]:
        """Return the columns that can be typed: mark → name."""
        return {c.mark: c.name[language] for c in self.columns if c.mark is not None}
