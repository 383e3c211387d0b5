"""Our client on the simulated Google: everything that it can say against a call, and what survives."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from common.drive import client as drive_client
from common.drive.client import Drives, GoogleDrive
from common.drive.consent import SCOPE, Consent
from common.drive.errors import UnknownRefusal, refusal
from common.errors import AppError, Misconfigured
from common.models.drive import (
    CHUNK_BYTES,
    DriveBusy,
    DriveDown,
    DriveFileGone,
    DriveFull,
    DriveRefused,
    DriveSessionGone,
)
from infra.local.clock import StackClock
from infra.local.faults import Faults
from tests.common.drive.conftest import CALLBACK, VERIFIER, Google, Served, listen, settings_for

TYPE = "application/x-ndjson"
WEEK_S = 7 * 86_400


@pytest.fixture
def drive(google: Google, new_account: Callable[[], str]) -> GoogleDrive:
    """A Drive of its own, which has been used."""
    drive = google.open(new_account())
    drive.about()
    return drive


def _begin(drive: GoogleDrive, size_bytes: int | None = None) -> str:
    return drive.begin_upload("part", "root", TYPE, size_bytes, {"k": "v"})


@pytest.mark.parametrize(
    ("mode", "error"),
    [
        ("500", DriveDown),
        ("429", DriveBusy),
        ("rate_limit", DriveBusy),
        ("timeout", DriveDown),
        ("kill", DriveDown),
        ("drop_after_accept", DriveDown),
        ("revoked", DriveRefused),
    ],
)
def test_every_trouble_of_a_call_is_told_apart(
    google: Google, drive: GoogleDrive, mode: str, error: type[AppError]
) -> None:
    # The library's own connection is tried a second time where it breaks.
    google.faults.set("drive", mode, 2)

    with pytest.raises(error):
        drive.find("root", {})


@pytest.mark.parametrize(
    ("status", "reason", "in_session", "error"),
    [
        (403, "userRateLimitExceeded", False, DriveBusy),
        (403, "rateLimitExceeded", True, DriveBusy),
        (403, "dailyLimitExceeded", False, DriveBusy),
        (429, "", False, DriveBusy),
        (403, "storageQuotaExceeded", True, DriveFull),
        (403, "numChildrenInNonRootLimitExceeded", False, DriveFull),
        (404, "notFound", True, DriveSessionGone),
        (410, "", True, DriveSessionGone),
        (404, "notFound", False, DriveFileGone),
        (403, "appNotAuthorizedToFile", False, DriveFileGone),
        (401, "authError", False, DriveRefused),
        (403, "insufficientPermissions", False, DriveRefused),
        (403, "domainPolicy", False, DriveRefused),
        (403, "accessNotConfigured", False, Misconfigured),
        (500, "internalError", True, DriveDown),
        (503, "backendError", False, DriveDown),
        (400, "badRequest", True, UnknownRefusal),
    ],
)
def test_every_refusal_that_drive_documents(status: int, reason: str, in_session: bool, error: type[AppError]) -> None:
    body = f'{{"error": {{"code": {status}, "message": "m", "errors": [{{"reason": "{reason}"}}]}}}}'

    said = refusal(status, body.encode(), in_session=in_session)

    assert type(said) is error
    assert said.retryable == issubclass(error, (DriveBusy, DriveDown, DriveSessionGone))


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b'{"error": "x"}', b'{"error": {"errors": []}}', b'{"error": 4}']
)
def test_a_refusal_without_googles_envelope(body: bytes) -> None:
    assert isinstance(refusal(502, body), DriveDown)
    assert isinstance(refusal(401, body), DriveRefused)


def test_a_chunk_that_breaks_off_goes_on_where_it_was(google: Google, drive: GoogleDrive) -> None:
    content = bytes(range(256)) * 1024 * 4
    session = _begin(drive)
    google.faults.set("drive", "mid_chunk")

    with pytest.raises(DriveDown):
        drive.upload_chunk(session, content, 0, len(content))
    stands = drive.query_upload(session)
    file = drive.upload_chunk(session, content[stands.received_bytes :], stands.received_bytes, len(content)).file

    assert stands.received_bytes == len(content) // 2
    assert file is not None
    assert b"".join(drive.open(file.id)) == content


def test_a_chunk_whose_answer_is_lost_has_arrived(google: Google, drive: GoogleDrive) -> None:
    session = _begin(drive)
    google.faults.set("drive", "drop_after_accept", 2)

    with pytest.raises(DriveDown):
        drive.upload_chunk(session, b"x" * CHUNK_BYTES, 0, None)

    assert drive.query_upload(session).received_bytes == CHUNK_BYTES


def test_quota_full_waits_for_an_upload_and_says_so_once(google: Google, drive: GoogleDrive) -> None:
    session = _begin(drive)
    google.faults.set("drive", "quota_full")

    drive.find("root", {})
    with pytest.raises(DriveFull) as caught:
        drive.upload_chunk(session, b"x" * CHUNK_BYTES, 0, None)

    assert not caught.value.retryable
    assert google.faults.pending() == []


def test_a_session_is_forgotten_after_a_week(google: Google, new_account: Callable[[], str]) -> None:
    drive = google.open(new_account())
    session = _begin(drive)
    _advance(google, WEEK_S)

    with pytest.raises(DriveSessionGone):
        drive.query_upload(session)


def test_an_access_token_that_ran_out_is_renewed(google: Google, drive: GoogleDrive) -> None:
    _advance(google, 3600)

    assert drive.about().used_bytes == 0


def test_a_link_made_in_testing_ends_after_seven_days(google: Google, new_account: Callable[[], str]) -> None:
    code = google.answer(new_account(), testing="1")["code"]
    grant = Consent(google.have).redeem(code, verifier=VERIFIER, redirect_uri=CALLBACK)
    _advance(google, WEEK_S)

    assert grant.expires_in_s == WEEK_S
    with pytest.raises(DriveRefused):
        Drives(google.have).open(grant.refresh_token).about()


def test_a_code_works_once_and_only_with_its_verifier(google: Google, new_account: Callable[[], str]) -> None:
    consent, account = Consent(google.have), new_account()
    code = google.answer(account)["code"]
    consent.redeem(code, verifier=VERIFIER, redirect_uri=CALLBACK)

    with pytest.raises(DriveRefused):
        consent.redeem(code, verifier=VERIFIER, redirect_uri=CALLBACK)
    with pytest.raises(DriveRefused):
        consent.redeem(google.answer(account)["code"], verifier="w" * 64, redirect_uri=CALLBACK)
    with pytest.raises(DriveRefused):
        consent.redeem(google.answer(account)["code"], verifier=VERIFIER, redirect_uri=f"{CALLBACK}/other")


def test_what_a_person_may_answer(google: Google, new_account: Callable[[], str]) -> None:
    unticked = google.answer(new_account(), auto="untick")
    grant = Consent(google.have).redeem(unticked["code"], verifier=VERIFIER, redirect_uri=CALLBACK)

    assert google.answer(new_account(), auto="deny") == {"state": "s", "error": "access_denied"}
    assert SCOPE not in grant.scopes
    with pytest.raises(DriveRefused):
        Drives(google.have).open(grant.refresh_token).about()


def test_revoking_ends_every_grant_of_the_account(google: Google, new_account: Callable[[], str]) -> None:
    account = new_account()
    one, other = google.link(account), google.link(account)
    drive = Drives(google.have).open(other)
    drive.about()
    Consent(google.have).revoke(one)

    with pytest.raises(DriveRefused):
        drive.about()
    Consent(google.have).revoke(one)


def test_another_client_is_not_taken(google: Google, new_account: Callable[[], str]) -> None:
    token = google.link(new_account())
    stranger = google.have.model_copy(update={"google_client_secret": "other"})

    with pytest.raises(Misconfigured):
        Drives(stranger).open(token).about()
    with pytest.raises(Misconfigured):
        Consent(stranger).redeem("4/0A", verifier=VERIFIER, redirect_uri=CALLBACK)


def test_a_person_who_takes_the_access_away_is_told_by_one_call(google: Google, new_account: Callable[[], str]) -> None:
    account = new_account()
    drive = google.open(account)
    drive.about()
    google.post(f"/accounts/{account}/revoke")

    with pytest.raises(DriveRefused):
        drive.about()


def test_the_account_is_named_and_sees_only_its_own(google: Google, new_account: Callable[[], str]) -> None:
    account = new_account()
    one, other = google.open(account), google.open(new_account())
    file = one.upload_chunk(_begin(one), b"x", 0, 1).file

    assert one.account().email == account
    assert one.account().id != other.account().id
    assert file is not None
    assert other.find("root", {"k": "v"}) == []
    with pytest.raises(DriveFileGone):
        list(other.open(file.id))


def test_all_pages_are_found(google: Google, drive: GoogleDrive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drive_client, "PAGE", 2)
    made = [drive.upload_chunk(_begin(drive), b"x", 0, 1).file for _ in range(5)]

    assert drive.find("root", {"k": "v"}) == made


def test_a_large_file_is_read_in_pieces(google: Google, drive: GoogleDrive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drive_client, "PIECE_BYTES", 1000)
    content = bytes(range(250)) * 10
    file = drive.upload_chunk(_begin(drive), content, 0, len(content)).file

    assert file is not None
    assert [len(piece) for piece in drive.open(file.id, 200)] == [1000, 1000, 300]
    assert b"".join(drive.open(file.id, 200)) == content[200:]


def test_two_who_make_a_folder_at_once_take_the_same(google: Google, new_account: Callable[[], str]) -> None:
    token = google.link(new_account())
    drives = [Drives(google.have).open(token) for _ in range(4)]
    made: list[str] = []
    threads = [
        threading.Thread(target=lambda d=drive: made.append(d.ensure_folder("f", None, {"k": "v"}))) for drive in drives
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert drives[0].ensure_folder("f", None, {"k": "v"}) in made
    assert len({drive.ensure_folder("f", None, {"k": "v"}) for drive in drives}) == 1


def test_files_uploads_and_grants_survive_a_restart(tmp_path: Path) -> None:
    clock, faults = StackClock(tmp_path / "clock"), Faults()
    listener = listen()
    port = listener.getsockname()[1]
    served = Served(tmp_path, clock, faults, listener)
    before = Google(f"http://127.0.0.1:{port}", faults, clock, settings_for(f"http://127.0.0.1:{port}"))
    token = before.link("somebody@gmail.test")
    drive = Drives(before.have).open(token)
    file = drive.upload_chunk(_begin(drive), b"whole", 0, 5).file
    session = _begin(drive)
    drive.upload_chunk(session, b"x" * CHUNK_BYTES, 0, None)
    served.stop()

    again = listen()
    base_url = f"http://127.0.0.1:{again.getsockname()[1]}"
    served = Served(tmp_path, clock, faults, again)
    after = Drives(settings_for(base_url)).open(token)
    moved = session.replace(before.base_url, base_url)
    try:
        assert file is not None
        assert after.find("root", {"k": "v"}) == [file]
        assert b"".join(after.open(file.id)) == b"whole"
        assert after.query_upload(moved).received_bytes == CHUNK_BYTES
    finally:
        served.stop()


def test_the_page_asks_a_person(google: Google) -> None:
    url = Consent(google.have).url(state="s<", verifier=VERIFIER, redirect_uri=CALLBACK, login_hint="me@gmail.test")
    page = httpx.get(url, trust_env=False, timeout=60)
    wrong = httpx.get(url.replace("drive.file", "drive"), trust_env=False, timeout=60)

    assert "only the specific Google Drive files" in page.text
    assert 'value="me@gmail.test"' in page.text
    assert 'value="s&lt;"' in page.text
    assert wrong.status_code == 400


def _advance(google: Google, seconds: float) -> None:
    asyncio.run(google.clock.advance(seconds))
