"""The function host: functions apart from each other, called as cloudfunctions.net calls them."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import Client

from infra.functions import Deployable
from infra.local.host import FunctionHost

ECHO = """
import json
from common import log

def {name}(request):
    seen = {{"name": "{name}", "path": request.path, "root": request.root_path, "logs_as": log.function_name.get()}}
    return json.dumps(seen), 200, {{"Content-Type": "application/json"}}
"""


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """A host of two functions, in a package `functions` of its own."""
    for name in ("one", "two"):
        folder = tmp_path / "functions" / name
        folder.mkdir(parents=True)
        (folder / "main.py").write_text(ECHO.format(name=name))
    (tmp_path / "functions" / "__init__.py").touch()
    own = {name: module for name, module in sys.modules.items() if name.split(".")[0] == "functions"}
    for name in own:
        del sys.modules[name]
    deployables = [Deployable(name=name, capability=name, entry_point=name) for name in ("one", "two")]
    yield Client(FunctionHost(deployables, tmp_path, ops=lambda: {"one": {"reads": 3}}))
    for name in [name for name in sys.modules if name.split(".")[0] == "functions"]:
        del sys.modules[name]
    sys.modules.update(own)


@pytest.mark.parametrize(
    ("path", "name", "rest"),
    [
        ("/one/api/x/1?y=2", "one", "/api/x/1"),
        ("/two/", "two", "/"),
        ("/two", "two", "/"),
        ("/one/two/x", "one", "/two/x"),
    ],
)
def test_the_name_is_stripped_and_the_rest_arrives(client: Client, path: str, name: str, rest: str) -> None:
    answer = client.post(path).json
    assert answer == {"name": name, "path": rest, "root": "", "logs_as": name}


def test_an_unknown_function_is_not_found(client: Client) -> None:
    answer = client.get("/three/x")
    assert answer.status_code == 404
    assert "there are: one, two" in answer.text


def test_health_counts_requests(client: Client) -> None:
    client.get("/one/")
    client.get("/two/")
    assert client.get("/_local/health").json == {"functions": ["one", "two"], "requests": 2}


def test_ops_come_from_the_meter(client: Client) -> None:
    assert json.loads(client.get("/_local/ops").data) == {"one": {"reads": 3}}


def test_no_function_s_folder_stays_on_the_import_path(client: Client, tmp_path: Path) -> None:
    assert [entry for entry in sys.path if entry.startswith(str(tmp_path))] == []
