"""The simulated Drive beyond what our client asks of it: search, masks, small uploads, changes and refusals."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.testclient import TestClient

from infra.local.clock import StackClock
from infra.local.faults import Faults
from infra.local.simulators.drive.api import DriveApi
from infra.local.simulators.drive.errors import GoogleError
from infra.local.simulators.drive.files import FOLDER, StoredFile
from infra.local.simulators.drive.grants import SCOPE, Asked
from infra.local.simulators.drive.masks import masked, parse_mask
from infra.local.simulators.drive.query import compile_query
from infra.local.simulators.store import Records

FILE = StoredFile(
    id="1",
    seq=1,
    email="a@gmail.test",
    name="Part 0 of monday",
    mime_type="application/gzip",
    parents=["P"],
    properties={"backup": "b1"},
    created_at="2026-11-20T12:00:00.000Z",
    modified_at="2026-11-21T12:00:00.000Z",
)


@pytest.mark.parametrize(
    ("query", "fits"),
    [
        ("", True),
        ("'P' in parents", True),
        ("'Q' in parents", False),
        ("name = 'Part 0 of monday'", True),
        ("name contains 'mon'", True),
        ("name contains 'onday'", False),
        ("name != 'other' and mimeType = 'application/gzip'", True),
        ("mimeType contains 'application/'", True),
        (f"mimeType != '{FOLDER}'", True),
        ("trashed = false", True),
        ("trashed != false", False),
        ("appProperties has { key='backup' and value='b1' }", True),
        ("appProperties has {key='backup' and value='b2'}", False),
        ("not 'P' in parents or trashed=true", False),
        ("not ('Q' in parents or trashed = true)", True),
        ("createdTime >= '2026-11-20T12:00:00.000Z' and modifiedTime > '2026-11-20'", True),
        ("'Q' in parents and trashed = false or name contains 'Part'", True),
    ],
)
def test_queries(query: str, fits: bool) -> None:
    assert compile_query(query)(FILE) is fits


@pytest.mark.parametrize(
    "query",
    ["name", "name =", "name = x", "'P' in", "fullText contains 'x'", "trashed = 'false'", "(name = 'x'",
     "name = 'x' name = 'y'", "appProperties has { key='a' }", "name = 'x' and", "§"],
)  # fmt: skip
def test_a_query_that_drive_does_not_understand_is_refused(query: str) -> None:
    with pytest.raises(GoogleError) as caught:
        compile_query(query)
    assert caught.value.status == 400


def test_masks() -> None:
    body = {"next": "n", "files": [{"id": 1, "name": "a", "user": {"email": "e", "id": 2}}], "kind": "k"}

    assert masked(body, parse_mask("next,files(id,user/email)")) == {
        "next": "n",
        "files": [{"id": 1, "user": {"email": "e"}}],
    }
    assert masked(body, parse_mask("*")) == body
    assert masked(body, parse_mask("files/name")) == {"files": [{"name": "a"}]}


@pytest.mark.parametrize("mask", ["files(", "files(id", "a,,b", "a b", ",", "a/"])
def test_a_mask_that_is_none_is_refused(mask: str) -> None:
    with pytest.raises(GoogleError):
        parse_mask(mask)


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[TestClient]:
    """A client of one account."""
    records = Records(tmp_path / "state.sqlite3")
    clock, faults = StackClock(tmp_path / "clock"), Faults()
    api = DriveApi(tmp_path, records=records, clock=clock, faults=faults, base_url="http://testserver/sim", hold_s=1)
    asked = Asked(client_id="c", redirect_uri="http://127.0.0.1/", response_type="code", scope=SCOPE)
    token = api._grants.redeem(api._grants.allow(asked, "a@gmail.test", [SCOPE], testing=False), "", asked.redirect_uri)
    routes = [Mount("/sim", routes=api.routes()), Mount("/local/drive", routes=api.local_routes())]
    with TestClient(Starlette(routes=routes), headers={"Authorization": f"Bearer {token.access_token}"}) as client:
        yield client


@pytest.fixture
def small(drive: TestClient) -> Callable[..., dict[str, Any]]:
    """Uploads a small file with its description."""

    def upload(content: bytes, **metadata: object) -> dict[str, Any]:
        body = (
            b"--xx\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
            + json.dumps(metadata).encode()
            + b"\r\n--xx\r\nContent-Type: application/gzip\r\nContent-Transfer-Encoding: binary\r\n\r\n"
            + content
            + b"\r\n--xx--\r\n"
        )
        answer = drive.post(
            "/sim/upload/drive/v3/files?uploadType=multipart&fields=*",
            content=body,
            headers={"Content-Type": "multipart/related; boundary=xx"},
        )
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    return upload


def test_a_multipart_upload_keeps_bytes_and_description(
    drive: TestClient, small: Callable[..., dict[str, Any]]
) -> None:
    content = bytes(range(256)) + b"\r\n\n\r"
    made = small(content, name="n", appProperties={"k": "v"})

    assert (made["name"], made["mimeType"], made["size"]) == ("n", "application/gzip", str(len(content)))
    assert drive.get(f"/sim/drive/v3/files/{made['id']}?alt=media").content == content
    part = drive.get(f"/sim/drive/v3/files/{made['id']}?alt=media", headers={"Range": "bytes=2-4"})
    assert (part.status_code, part.content, part.headers["content-range"]) == (
        206,
        content[2:5],
        f"bytes 2-4/{len(content)}",
    )


def test_a_simple_upload(drive: TestClient) -> None:
    made = drive.post(
        "/sim/upload/drive/v3/files?uploadType=media", content=b"abc", headers={"Content-Type": "text/plain"}
    )

    assert made.json() == {"kind": "drive#file", "id": made.json()["id"], "name": "Untitled", "mimeType": "text/plain"}


def test_what_is_in_the_bin_can_be_left_out(drive: TestClient, small: Callable[..., dict[str, Any]]) -> None:
    kept, binned = small(b"a", name="kept"), small(b"b", name="binned")
    changed = drive.patch(
        f"/sim/drive/v3/files/{binned['id']}?fields=trashed,appProperties",
        json={"trashed": True, "appProperties": {"k": "v"}},
    )
    listed = drive.get("/sim/drive/v3/files", params={"q": "trashed = false", "fields": "files(id)"})

    assert changed.json() == {"trashed": True, "appProperties": {"k": "v"}}
    assert listed.json() == {"files": [{"id": kept["id"]}]}


def test_pages_in_an_order(drive: TestClient, small: Callable[..., dict[str, Any]]) -> None:
    for name in ("b", "c", "a", "d"):
        small(b"x", name=name)
    names: list[str] = []
    token = ""
    for _ in range(2):
        page = drive.get(
            "/sim/drive/v3/files",
            params={"orderBy": "name desc", "pageSize": 2, **({"pageToken": token} if token else {})},
        ).json()
        names += [file["name"] for file in page["files"]]
        token = page.get("nextPageToken", "")

    assert names == ["d", "c", "b", "a"]
    assert token == ""


@pytest.mark.parametrize(
    ("method", "path", "status", "reason"),
    [
        ("GET", "/sim/drive/v3/about", 400, "required"),
        ("GET", "/sim/drive/v3/files?pageSize=1001", 400, "invalid"),
        ("GET", "/sim/drive/v3/files?pageToken=x", 400, "invalid"),
        ("GET", "/sim/drive/v3/files?orderBy=size", 400, "invalid"),
        ("GET", "/sim/drive/v3/files/none", 404, "notFound"),
        ("PUT", "/sim/upload/drive/v3/files?upload_id=none", 404, "notFound"),
        ("POST", "/sim/upload/drive/v3/files?uploadType=other", 400, "invalid"),
    ],
)
def test_refusals(drive: TestClient, method: str, path: str, status: int, reason: str) -> None:
    said = drive.request(method, path)

    assert said.status_code == status
    assert said.json()["error"]["errors"][0]["reason"] == reason


@pytest.mark.parametrize(
    ("metadata", "reason"),
    [
        ({"parents": ["none"]}, "notFound"),
        ({"appProperties": {"k": "v" * 124}}, "propertyTooLong"),
        ({"appProperties": {str(n): "" for n in range(31)}}, "appPropertiesLimitExceeded"),
    ],
)
def test_a_file_that_breaks_a_rule_is_not_made(drive: TestClient, metadata: dict[str, Any], reason: str) -> None:
    said = drive.post("/sim/drive/v3/files", json=metadata)

    assert said.json()["error"]["errors"][0]["reason"] == reason
    assert drive.get("/local/drive/files").json() == {"items": []}


@pytest.mark.parametrize("span", ["bytes 5-9/10", "bytes 0-9/20", "bytes 0-3/10", "lines 0-9/10"])
def test_a_chunk_that_does_not_fit_is_refused(drive: TestClient, span: str) -> None:
    begun = drive.post(
        "/sim/upload/drive/v3/files?uploadType=resumable", json={"name": "n"}, headers={"X-Upload-Content-Length": "10"}
    )
    said = drive.put(begun.headers["location"], content=b"x" * 10, headers={"Content-Range": span})

    assert said.status_code == 400
    assert drive.get("/local/drive/files").json() == {"items": []}


def test_nobody_without_a_token(drive: TestClient) -> None:
    said = drive.get("/sim/drive/v3/files", headers={"Authorization": "Bearer other"})

    assert (said.status_code, said.json()["error"]["errors"][0]["reason"]) == (401, "authError")
