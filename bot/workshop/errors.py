"""What goes wrong in a workshop, for people and for the authors of data files."""

from __future__ import annotations

from collections.abc import Sequence

from bot.workshop.faults import Fault


class Refusal(Exception):  # noqa: N818 - a refusal is an ordinary answer, not a failure
    """What a person asked cannot be done, and here is the sentence that says why.

    `key` names a sentence of the catalogues (``data/locale``) and `params` fills its
    placeholders. Raised inside a transaction, it rolls the transaction back.
    """

    def __init__(self, key: str, **params: object) -> None:
        super().__init__(key)
        self.key = key
        self.params = params


class Outdated(Refusal):
    """What the person acted on is no longer as they saw it: it is shown again as it is now."""


class Gone(Refusal):
    """What the person acted on is no longer there."""


class Over(Refusal):
    """The step or the session in which the person acts is over: trying again is of no use."""


class OnlyLeads(Refusal):
    """A facilitator who did not say that they take part: they are asked first."""


class DataError(ValueError):
    """A recipe or scenario file is wrong: says which file, which key, what was expected.

    `faults` are the same mistakes without words, for people who read another language.
    """

    def __init__(
        self, file: str, problems: list[tuple[str, str]], faults: Sequence[Fault] = ()
    ) -> None:
        self.file = file
        self.problems = problems
        self.faults = tuple(faults)
        lines = [f"{file}: {key}: {expected}" for key, expected in problems]
        super().__init__("\n".join(lines))
