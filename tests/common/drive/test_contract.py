"""What the protocol `Drive` promises, of the fake that other tests use and of the real client."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from common.models.drive import CHUNK_BYTES, Drive, DriveFile, DriveFileGone, DriveFull, DriveSessionGone
from tests.common.drive.conftest import Google
from tests.common.drive.fake_drive import FakeDrive

TYPE = "application/x-ndjson"


@dataclass
class Place:
    """A Drive, and what only its owner or Google can do to it."""

    drive: Drive
    limit: Callable[[int], object]
    damage: Callable[[str, int], object]
    forget: Callable[[str], object]

    def upload(self, content: bytes, parent: str, **properties: str) -> DriveFile:
        """A whole file in one chunk."""
        session = self.drive.begin_upload("part", parent, TYPE, len(content), properties)
        file = self.drive.upload_chunk(session, content, 0, len(content)).file
        assert file is not None
        return file

    def read(self, file: DriveFile, offset: int = 0) -> bytes:
        """Its bytes."""
        return b"".join(self.drive.open(file.id, offset))


def _real(google: Google, account: str) -> Place:
    drive = google.open(account)

    def forget(session: str) -> None:
        google.faults.set("drive", "session_gone")
        with pytest.raises(DriveSessionGone):
            drive.query_upload(session)

    return Place(
        drive,
        lambda limit_bytes: google.post(f"/accounts/{account}/limit", limit_bytes=limit_bytes),
        lambda file_id, offset: google.post(f"/files/{file_id}/corrupt", offset=offset),
        forget,
    )


def _fake() -> Place:
    drive = FakeDrive()
    return Place(
        drive,
        lambda limit_bytes: setattr(drive, "limit_bytes", limit_bytes),
        drive.damage,
        drive.forget_session,
    )


@pytest.fixture(params=["fake", "google"])
def place(request: pytest.FixtureRequest, new_account: Callable[[], str]) -> Place:
    """The one and the other."""
    made: dict[str, Callable[[], Any]] = {
        "fake": _fake,
        "google": lambda: _real(request.getfixturevalue("google"), new_account()),
    }
    return made[request.param]()


def test_a_folder_is_made_once_and_found_by_its_properties(place: Place) -> None:
    first = place.drive.ensure_folder("Backups of Acme", None, {"tenant": "acme"})

    assert place.drive.ensure_folder("Renamed", None, {"tenant": "acme"}) == first
    assert place.drive.ensure_folder("Backups of Acme", None, {"tenant": "globex"}) != first
    assert place.drive.ensure_folder("Backups of Acme", first, {"tenant": "acme"}) != first


def test_a_file_in_one_chunk_is_whole_and_has_its_digest(place: Place) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    content = b'{"id": "a"}\n' * 1000

    file = place.upload(content, folder, backup="b1", part="0")

    assert (file.name, file.size_bytes, file.properties) == ("part", len(content), {"backup": "b1", "part": "0"})
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert place.read(file) == content


def test_a_file_in_chunks_whose_size_is_told_at_the_end(place: Place) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    content = bytes(range(256)) * 1024 * 5 + b"the rest"
    session = place.drive.begin_upload("part", folder, TYPE, None, {"backup": "b1"})

    first = place.drive.upload_chunk(session, content[: 2 * CHUNK_BYTES], 0, None)
    assert first == (2 * CHUNK_BYTES, None)
    second = place.drive.upload_chunk(session, content[2 * CHUNK_BYTES : 4 * CHUNK_BYTES], 2 * CHUNK_BYTES, None)
    assert second == (4 * CHUNK_BYTES, None)
    last = place.drive.upload_chunk(session, content[4 * CHUNK_BYTES :], 4 * CHUNK_BYTES, len(content))

    assert last.received_bytes == len(content)
    assert last.file is not None
    assert place.read(last.file) == content


def test_an_empty_file(place: Place) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    session = place.drive.begin_upload("empty", folder, TYPE, None, {"backup": "b1"})

    file = place.drive.upload_chunk(session, b"", 0, 0).file

    assert file is not None
    assert file.size_bytes == 0
    assert place.read(file) == b""


def test_a_chunk_that_is_sent_again_changes_nothing(place: Place) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    content = b"x" * CHUNK_BYTES + b"y" * 10
    session = place.drive.begin_upload("part", folder, TYPE, len(content), {"backup": "b1"})

    place.drive.upload_chunk(session, content[:CHUNK_BYTES], 0, None)
    assert place.drive.upload_chunk(session, content[:CHUNK_BYTES], 0, None).received_bytes == CHUNK_BYTES
    done = place.drive.upload_chunk(session, content[CHUNK_BYTES:], CHUNK_BYTES, len(content))
    again = place.drive.upload_chunk(session, content[CHUNK_BYTES:], CHUNK_BYTES, len(content))

    assert done == again
    assert place.drive.find(folder, {"backup": "b1"}) == [done.file]


def test_an_upload_tells_where_it_stands(place: Place) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    session = place.drive.begin_upload("part", folder, TYPE, CHUNK_BYTES + 1, {"backup": "b1"})

    assert place.drive.query_upload(session) == (0, None)
    place.drive.upload_chunk(session, b"x" * CHUNK_BYTES, 0, None)
    assert place.drive.query_upload(session) == (CHUNK_BYTES, None)
    file = place.drive.upload_chunk(session, b"y", CHUNK_BYTES, CHUNK_BYTES + 1).file
    assert place.drive.query_upload(session) == (CHUNK_BYTES + 1, file)


@pytest.mark.parametrize(("size", "total"), [(CHUNK_BYTES - 1, None), (1, 2), (0, None)])
def test_a_chunk_of_a_wrong_size_is_our_mistake(place: Place, size: int, total: int | None) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    session = place.drive.begin_upload("part", folder, TYPE, None, {"backup": "b1"})

    with pytest.raises(ValueError, match="multiple"):
        place.drive.upload_chunk(session, b"x" * size, 0, total)


def test_a_forgotten_session_is_told_apart(place: Place) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    session = place.drive.begin_upload("part", folder, TYPE, None, {"backup": "b1"})
    place.forget(session)

    with pytest.raises(DriveSessionGone):
        place.drive.query_upload(session)
    with pytest.raises(DriveSessionGone):
        place.drive.upload_chunk(session, b"x" * CHUNK_BYTES, 0, None)


def test_find_sees_all_properties_and_this_folder_only(place: Place) -> None:
    one = place.drive.ensure_folder("one", None, {"k": "1"})
    other = place.drive.ensure_folder("other", None, {"k": "2"})
    wanted = place.upload(b"a", one, backup="b'1\\", part="0")
    place.upload(b"b", one, backup="b'1\\", part="1")
    place.upload(b"c", one, backup="b2", part="0")
    place.upload(b"d", other, backup="b'1\\", part="0")
    place.drive.ensure_folder("inner", one, {"backup": "b'1\\", "part": "0"})

    assert place.drive.find(one, {"backup": "b'1\\", "part": "0"}) == [wanted]
    assert {file.size_bytes for file in place.drive.find(one, {})} == {1}
    assert len(place.drive.find(one, {})) == 3


def test_folders_are_found_by_their_properties_and_files_are_not(place: Place) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    inner = [place.drive.ensure_folder(name, folder, {"kind": "shelf", "shelf": name}) for name in ("a1", "b2")]
    place.drive.ensure_folder("c3", folder, {"kind": "other"})
    place.upload(b"a", folder, kind="shelf")

    found = place.drive.folders(folder, {"kind": "shelf"})
    assert sorted((each.id, each.properties["shelf"]) for each in found) == sorted(
        zip(inner, ("a1", "b2"), strict=True)
    )


def test_reading_begins_at_the_offset(place: Place) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    file = place.upload(b"0123456789", folder, k="v")

    assert place.read(file, 4) == b"456789"
    assert place.read(file, 10) == b""


def test_deleting_twice_is_fine_and_takes_what_is_inside(place: Place) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    file = place.upload(b"0123456789", folder, k="v")

    place.drive.delete(folder)
    place.drive.delete(folder)
    place.drive.delete(file.id)

    with pytest.raises(DriveFileGone):
        place.read(file)


def test_a_full_drive_takes_nothing_more(place: Place) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    place.upload(b"x" * 1000, folder, k="v")
    place.limit(1500)
    session = place.drive.begin_upload("part", folder, TYPE, None, {"k": "v"})

    assert place.drive.about() == (1000, 1500)
    with pytest.raises(DriveFull):
        place.drive.begin_upload("part", folder, TYPE, 501, {"k": "v"})
    with pytest.raises(DriveFull):
        place.drive.upload_chunk(session, b"x" * 501, 0, 501)


def test_damage_shows_in_the_bytes_and_not_in_what_drive_says(place: Place) -> None:
    folder = place.drive.ensure_folder("f", None, {"k": "v"})
    file = place.upload(b"0123456789", folder, k="v")
    place.damage(file.id, 3)

    assert place.read(file) == b"012\xcc456789"
    assert place.drive.find(folder, {"k": "v"}) == [file]
