"""Media that passes through the simulated providers: descriptions in the records, bytes as files beside them."""

import hashlib
import hmac
import secrets
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from infra.local.simulators.contracts import Clock
from infra.local.simulators.store import Records

KIND = "media"


class Media(BaseModel):
    """One file as a provider keeps it."""

    model_config = ConfigDict(frozen=True)

    id: str
    channel_id: str
    kind: str
    mime_type: str
    filename: str | None
    sha256: str
    size_bytes: int
    created_s: float
    expires_s: float | None
    """When the provider forgets it, by the virtual clock."""


class MediaFiles:
    """Every file by id."""

    def __init__(self, folder: Path, records: Records, clock: Clock) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._records = records
        self._clock = clock
        self._url_key = secrets.token_bytes(16)
        self._media = {m.id: m for m in map(Media.model_validate_json, records.load(KIND))}

    def add(
        self,
        data: bytes,
        *,
        channel_id: str,
        kind: str,
        mime_type: str,
        filename: str | None = None,
        media_id: str | None = None,
        lifetime_s: float | None = None,
    ) -> Media:
        """Keeps a file, for `lifetime_s` of virtual time where given."""
        now = self._clock.now()
        media = Media(
            id=media_id or str(secrets.randbelow(9 * 10**14) + 10**14),
            channel_id=channel_id,
            kind=kind,
            mime_type=mime_type,
            filename=filename,
            sha256=hashlib.sha256(data).hexdigest(),
            size_bytes=len(data),
            created_s=now,
            expires_s=None if lifetime_s is None else now + lifetime_s,
        )
        (self._folder / media.id).write_bytes(data)
        self._media[media.id] = media
        self._records.put(KIND, media.id, media.model_dump_json())
        return media

    def find(self, media_id: str) -> Media | None:
        """The file of that id, unless it expired or was deleted."""
        media = self._media.get(media_id)
        if media is None or (media.expires_s is not None and media.expires_s <= self._clock.now()):
            return None
        return media

    def find_any(self, media_id: str) -> Media | None:
        """The file of that id, expired or not: a phone keeps what it received."""
        return self._media.get(media_id)

    def read(self, media: Media) -> bytes:
        """Its bytes."""
        return (self._folder / media.id).read_bytes()

    def delete(self, media: Media) -> None:
        """Forgets it at the provider; the bytes stay for the phones that received them."""
        self._media[media.id] = media.model_copy(update={"expires_s": 0.0})
        self._records.put(KIND, media.id, self._media[media.id].model_dump_json())

    def sign(self, media_id: str, expires_s: int) -> str:
        """Proof that a download link was made here."""
        return hmac.new(self._url_key, f"{media_id}.{expires_s}".encode(), "sha256").hexdigest()[:40]
