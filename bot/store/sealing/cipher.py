"""Closing a text under a key, so that without the key it says nothing, not even how long it is.

The stream is SHAKE256 of the key and a nonce, the seal BLAKE2b under the key (encrypt, then
authenticate): what the standard library has. A text is filled up with zeros to a power of two.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

KEY = 32
_NONCE = 24
_SEAL = 32
_LENGTH = 4


def close(key: bytes, text: str, least: int) -> bytes:
    """Return `text` closed under `key`, as if it were `least` bytes long, or twice, four times…"""
    content = text.encode()
    plain = len(content).to_bytes(_LENGTH, "big") + content
    size = least
    while size < len(plain):
        size *= 2
    nonce = secrets.token_bytes(_NONCE)
    closed = nonce + _mixed(key, nonce, plain.ljust(size, b"\0"))
    return closed + _seal(key, closed)


def opened(key: bytes, closed: bytes) -> str | None:
    """Return the text that was closed under `key`; None where it was closed under another."""
    body, seal = closed[:-_SEAL], closed[-_SEAL:]
    if len(body) < _NONCE + _LENGTH or not hmac.compare_digest(seal, _seal(key, body)):
        return None
    plain = _mixed(key, body[:_NONCE], body[_NONCE:])
    length = int.from_bytes(plain[:_LENGTH], "big")
    return plain[_LENGTH : _LENGTH + length].decode()


def _mixed(key: bytes, nonce: bytes, content: bytes) -> bytes:
    stream = hashlib.shake_256(b"gommette stream" + key + nonce).digest(len(content))
    mixed = int.from_bytes(content, "big") ^ int.from_bytes(stream, "big")
    return mixed.to_bytes(len(content), "big")


def _seal(key: bytes, closed: bytes) -> bytes:
    return hashlib.blake2b(closed, key=key, digest_size=_SEAL, person=b"gommette seal").digest()
