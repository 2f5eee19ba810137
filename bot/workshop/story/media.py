"""The file of a scenario: a recording or a picture, checked before it is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.workshop.errors import Refusal
from bot.workshop.text import slug

# Small enough to be posted again on any server (brief, discord.md: 10 MiB a message).
SIZE_LIMIT = 8 * 2**20
NAME_LIMIT = 80
SAFE_NAME = r"^[a-z0-9][a-z0-9_-]*\.[a-z0-9]{2,4}$"
DIGEST = r"^[0-9a-f]{64}$"  # SHA-256, under which the content is kept

_Sign = Callable[[bytes], bool]


def _begins(*signs: bytes) -> _Sign:
    return lambda content: content.startswith(signs)


def _riff(form: bytes) -> _Sign:
    return lambda content: content[:4] == b"RIFF" and content[8:12] == form


def _mp3(content: bytes) -> bool:
    """An ID3 tag, or the header of a frame of layer III (ISO/IEC 11172-3, 2.4.2.3)."""
    if content.startswith(b"ID3"):
        return True
    if len(content) < 4 or content[0] != 0xFF or content[1] & 0xE6 != 0xE2:
        return False
    return content[2] & 0xF0 != 0xF0 and content[2] & 0x0C != 0x0C


_AUDIO: Mapping[str, _Sign] = {
    "mp3": _mp3,
    "ogg": _begins(b"OggS"),
    "opus": _begins(b"OggS"),
    "wav": _riff(b"WAVE"),
    "m4a": lambda content: content[4:8] == b"ftyp",
    "flac": _begins(b"fLaC"),
}
_PICTURES: Mapping[str, _Sign] = {
    "png": _begins(b"\x89PNG\r\n\x1a\n"),
    "jpg": _begins(b"\xff\xd8\xff"),
    "jpeg": _begins(b"\xff\xd8\xff"),
    "webp": _riff(b"WEBP"),
}

_MOVING: Mapping[str, _Sign] = {"gif": _begins(b"GIF87a", b"GIF89a")}


def picture_ending(content: bytes) -> str | None:
    """Return the ending of what `content` is: png, jpg, webp, gif; None when it is no picture."""
    every = {**_PICTURES, **_MOVING}
    return next((ending for ending, sign in every.items() if sign(content)), None)


def extension(name: str) -> str:
    """Return what follows the last dot of a file name, in lower case; empty without a dot."""
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""


def is_audio(name: str) -> bool:
    """True when the name is that of a recording."""
    return extension(name) in _AUDIO


def check_size(size: int) -> None:
    """Raise Refusal when a file of `size` bytes is empty or too large."""
    if not size:
        raise Refusal("media.empty")
    if size > SIZE_LIMIT:
        raise Refusal("media.too_large", limit=SIZE_LIMIT // 2**20)


def check_kind(name: str) -> None:
    """Raise Refusal when the name is not that of a recording or of a picture."""
    if extension(name) not in _AUDIO and extension(name) not in _PICTURES:
        raise Refusal("media.kind")


def check_content(name: str, content: bytes) -> None:
    """Raise Refusal unless `content` is what the ending of `name` says, and not too large."""
    check_size(len(content))
    check_kind(name)
    ending = extension(name)
    if not (_AUDIO.get(ending) or _PICTURES[ending])(content):
        raise Refusal("media.not_what_it_says", ending=ending)


def safe_name(name: str) -> str:
    """Return `name` in plain small letters, digits and dashes, its ending kept.

    Discord and every file system take such a name as it is. Raises Refusal for an ending that
    is not accepted.
    """
    check_kind(name)
    ending = extension(name)
    stem = slug(name[: -len(ending) - 1])[: NAME_LIMIT - len(ending) - 1].strip("-")
    return f"{stem or 'media'}.{ending}"
