"""A part's bytes: lines, compressed by gzip, and encrypted frame by frame where that is wanted.

A frame is AES-256-GCM over `FRAME_BYTES` of the compressed stream. Its nonce is seven random bytes of the part, the
frame's number, and whether it is the last one, so that frames can be neither swapped nor left out (the STREAM
construction of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). The same lines give the same bytes, so that an
upload can go on.
"""

import os
import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from common.errors import AppError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FRAME_BYTES: Final = 64 * 1024
TAG_BYTES: Final = 16
NONCE_BYTES: Final = 7
LEVEL: Final = 3
"""Text shrinks to about a fifth at this level, at twice the speed of the highest."""
_GZIP: Final = 31
_INFLATE_BYTES: Final = 256 * 1024


class Spoiled(AppError):
    """A part's bytes are not what was packed, or the key is another."""

    code, title = "part_spoiled", "A part of a backup is damaged"


def new_nonce() -> str:
    """What makes a part's encryption unlike any other's, hexadecimal."""
    return os.urandom(NONCE_BYTES).hex()


def _cipher(key: bytes) -> "AESGCM":
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key)


class Packer:
    """Turns lines into a part's bytes."""

    def __init__(self, key: bytes | None, nonce: str, context: str) -> None:
        """Args:
        key: of 32 bytes; None does not encrypt.
        nonce: see `new_nonce`; never used twice with one key for other lines.
        context: which part of which backup; needed to unpack, too.
        """
        self._gzip = zlib.compressobj(LEVEL, zlib.DEFLATED, _GZIP)
        self._aead = _cipher(key) if key else None
        self._nonce = bytes.fromhex(nonce)
        self._context = context.encode()
        self._frames = 0
        self._open = bytearray()

    def add(self, line: bytes) -> bytes:
        """Takes a line; the bytes that became ready with it, often none."""
        return self._seal(self._gzip.compress(line), last=False)

    def finish(self) -> bytes:
        """The last bytes."""
        return self._seal(self._gzip.flush(), last=True)

    def _seal(self, compressed: bytes, *, last: bool) -> bytes:
        if self._aead is None:
            return compressed
        self._open += compressed
        made = bytearray()
        # The last frame must be known as such, so that one is held back until the next begins.
        while len(self._open) > FRAME_BYTES:
            made += self._frame(self._aead, bytes(self._open[:FRAME_BYTES]), last=False)
            del self._open[:FRAME_BYTES]
        if last:
            made += self._frame(self._aead, bytes(self._open), last=True)
        return bytes(made)

    def _frame(self, aead: "AESGCM", plain: bytes, *, last: bool) -> bytes:
        nonce = _frame_nonce(self._nonce, self._frames, last=last)
        self._frames += 1
        return aead.encrypt(nonce, plain, self._context)


def unpack(raw: bytes, key: bytes | None, nonce: str, context: str) -> Iterator[bytes]:
    """The lines' bytes of a part, in pieces.

    Raises:
        Spoiled: they are not what was packed.
    """
    inflate = zlib.decompressobj(_GZIP)
    try:
        for compressed in _opened(raw, key, bytes.fromhex(nonce), context.encode()):
            waiting = compressed
            while waiting:
                # By pieces: what a small frame grows to must not fill the memory.
                piece = inflate.decompress(waiting, _INFLATE_BYTES)
                waiting = inflate.unconsumed_tail
                if piece:
                    yield piece
        if rest := inflate.flush():
            yield rest
    except zlib.error as error:
        raise Spoiled("A part cannot be decompressed.") from error
    if not inflate.eof or inflate.unused_data:
        raise Spoiled("A part breaks off, or goes on behind its end.")


def _opened(raw: bytes, key: bytes | None, nonce: bytes, context: bytes) -> Iterator[bytes]:
    if key is None:
        yield raw
        return
    from cryptography.exceptions import InvalidTag

    aead, step = _cipher(key), FRAME_BYTES + TAG_BYTES
    for number, start in enumerate(range(0, max(1, len(raw)), step)):
        last = start + step >= len(raw)
        try:
            yield aead.decrypt(_frame_nonce(nonce, number, last=last), raw[start : start + step], context)
        except InvalidTag as error:
            raise Spoiled("A part does not open with this key.") from error


def _frame_nonce(nonce: bytes, number: int, *, last: bool) -> bytes:
    return nonce + struct.pack(">I?", number, last)
