"""Closing a text under a key, so that without the key it says nothing, not even how long it is.

Closed by `SecretBox` of PyNaCl (XSalsa20 and Poly1305, a nonce drawn each time). A text is filled
up with zeros to a power of two.
"""

from __future__ import annotations

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox

KEY = SecretBox.KEY_SIZE
_LENGTH = 4
_LEAST = SecretBox.NONCE_SIZE + SecretBox.MACBYTES + _LENGTH


def close(key: bytes, text: str, least: int) -> bytes:
    """Return `text` closed under `key`, as if it were `least` bytes long, or twice, four times…"""
    content = text.encode()
    plain = len(content).to_bytes(_LENGTH, "big") + content
    size = least
    while size < len(plain):
        size *= 2
    return bytes(SecretBox(key).encrypt(plain.ljust(size, b"\0")))


def opened(key: bytes, closed: bytes) -> str | None:
    """Return the text that was closed under `key`; None where it was closed under another."""
    if len(closed) < _LEAST:
        return None
    try:
        plain = SecretBox(key).decrypt(closed)
    except CryptoError:
        return None
    return plain[_LENGTH : _LENGTH + int.from_bytes(plain[:_LENGTH], "big")].decode()
