"""Writing TOML, for the files that people export: what is written is read back exactly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

# Shorter, a list stands on one line.
_WIDE = 80

# TOML 1.0: a tab may stand as it is, other control characters may not.
_ESCAPED = re.compile(r'[\\"\x00-\x08\x0a-\x1f\x7f]')
_ESCAPED_IN_LINES = re.compile(r'\\|"(?="|\Z)|[\x00-\x08\x0b-\x1f\x7f]')
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r"}


def pairs(table: Mapping[str, object]) -> str:
    """Return the keys of a table, one a line: texts, numbers, flags, lists and tables in line."""
    return "".join(f"{key} = {_value(value)}\n" for key, value in table.items())


def strings(
    value: object, path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of a table, with the way to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from strings(part, (*path, str(key)))
    elif isinstance(value, (list, tuple)):
        for n, part in enumerate(value):
            yield from strings(part, (*path, n))


def _value(value: object, *, inside: bool = False) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        # All of it on one line, as TOML 1.0 wants.
        parts = (f"{key} = {_value(part, inside=True)}" for key, part in value.items())
        return f"{{ {', '.join(parts)} }}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return _list([_value(part, inside=True) for part in value])
    text = str(value)
    if "\n" in text and not inside:
        # A newline that follows the quotes at once is not part of the text.
        return f'"""\n{_ESCAPED_IN_LINES.sub(_escape, text)}"""'
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _list(parts: Sequence[str]) -> str:
    line = f"[{', '.join(parts)}]"
    return line if len(line) <= _WIDE else "[\n" + "".join(f"    {part},\n" for part in parts) + "]"


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    return _SHORT.get(char) or f"\\u{ord(char):04X}"
