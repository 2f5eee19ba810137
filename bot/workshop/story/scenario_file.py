"""A scenario as the text of a file, and back: what people export, share and import.

The file is that of `data/scenarios`. What is written is read back exactly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.workshop.errors import DataError
from bot.workshop.faults import Fault, FaultKind
from bot.workshop.reading import read_model
from bot.workshop.story.checking import faults
from bot.workshop.story.scenario import Scenario
from bot.workshop.story.sketch import Sketch
from bot.workshop.text import has_controls

# Longer, it is no scenario: every text at its limit, in characters of four bytes, makes 124 KiB.
FILE_LIMIT = 128 * 1024

# TOML 1.0: a tab may stand as it is, other control characters may not.
_ESCAPED = re.compile(r'[\\"\x00-\x08\x0a-\x1f\x7f]')
_ESCAPED_IN_LINES = re.compile(r'\\|"(?="|\Z)|[\x00-\x08\x0b-\x1f\x7f]')
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}


def write_scenario(scenario: Scenario) -> str:
    """Return `scenario` as TOML, in the order in which it is told."""
    head = {
        "title": scenario.title,
        "organisation": scenario.organisation,
        "language": scenario.language.value,
        "origin": scenario.origin,
        "horizon": scenario.horizon,
        "opening": scenario.opening,
        "question": scenario.question,
    }
    parts = [_pairs(head)]
    parts += [f"[[anchors]]\n{_pairs(anchor.model_dump())}" for anchor in scenario.anchors]
    if scenario.award is not None:
        parts.append(f"[award]\n{_pairs(scenario.award.model_dump())}")
    for dimension in scenario.dimensions:
        parts.append(f"[[dimensions]]\n{_pairs(dimension.model_dump(exclude_none=True))}")
    if scenario.media is not None:
        parts.append(f"[media]\n{_pairs(scenario.media.model_dump())}")
    return "\n".join(parts)


def read_sketch(content: bytes, file: str) -> Sketch:
    """Return the sketch of an imported file; raise DataError, with faults, unless it is right.

    `file` is the name that mistakes give. A sketch and not a scenario: it is to be checked by
    whoever imports it, and its recording may not have come along.
    """
    try:
        text = content.decode("utf-8-sig")  # Windows puts a mark first
    except UnicodeDecodeError as error:
        raise _wrong(file, [Fault((), FaultKind.NOT_UTF8)]) from error
    scenario = read_model(Scenario, text, file)
    hidden = [
        Fault(path, FaultKind.CONTROL)
        for path, text in _strings(scenario.model_dump())
        if has_controls(text)
    ]
    if hidden:
        raise _wrong(file, hidden)
    sketch = Sketch.of(scenario)
    # Cleaned, a text of invisible characters is empty.
    left = faults(sketch)
    if left:
        raise _wrong(file, left)
    return sketch


def _wrong(file: str, found: list[Fault]) -> DataError:
    return DataError(file, [(fault.place or "file", fault.kind) for fault in found], found)


def _pairs(table: Mapping[str, str | int]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in table.items())


def _value(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    if "\n" in value:
        # A newline that follows the quotes at once is not part of the text.
        return f'"""\n{_ESCAPED_IN_LINES.sub(_escape, value)}"""'
    return f'"{_ESCAPED.sub(_escape, value)}"'


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


def _strings(
    value: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _strings(part, (*path, str(key)))
    elif isinstance(value, (list, tuple)):
        for n, part in enumerate(value):
            yield from _strings(part, (*path, n))
