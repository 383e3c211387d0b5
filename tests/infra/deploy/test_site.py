"""What is handed to firebase-tools is whole, and of our own web app, whatever else the project has."""

import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from infra import openapi
from infra.deploy.cloud import Cloud
from infra.deploy.plan import Action, apply
from infra.deploy.site import Site
from infra.deploy.target import Target
from infra.functions import FUNCTIONS
from tests.conftest import ROOT

TARGET = Target("p-1", "us-central1")


class FakeFirebase(Cloud):
    """Stands in for firebase-tools, with answers in its form."""

    def __init__(self, projects: list[dict[str, str]]) -> None:
        super().__init__({})
        self._projects = projects
        self._apps = [{"displayName": "somebody's", "appId": "1:web:other"}]
        self.sites: list[dict[str, str]] = []
        self.apis = ["firebase.googleapis.com", "firebasehosting.googleapis.com"]
        self.calls: list[str] = []

    def _run(self, argv: Sequence[str], stdin: str) -> CompletedProcess[str]:
        if argv[0] == "gcloud":
            return CompletedProcess(argv, 0, "\n".join(self.apis), "")
        words = [word for word in argv[1:] if not word.startswith("--")]
        result = self._look(words) if "--json" in argv else self._change(words)
        return CompletedProcess(argv, 0, json.dumps({"status": "success", "result": result}), "")

    def _look(self, words: list[str]) -> Any:
        match words:
            case ["projects:list"]:
                return self._projects
            case ["apps:list", "WEB"]:
                return self._apps
            case ["apps:sdkconfig", "WEB", app]:
                config = {"projectId": "p-1", "apiKey": f"key of {app}", "authDomain": "p-1.firebaseapp.com"}
                return {"sdkConfig": config}
            case ["hosting:sites:list"]:
                return {"sites": self.sites}
        raise AssertionError(f"The stand-in does not know {' '.join(words)}.")

    def _change(self, words: list[str]) -> Any:
        self.calls.append(words[0])
        match words:
            case ["projects:addfirebase", project]:
                self._projects.append({"projectId": project})
            case ["apps:create", "WEB", name]:
                self._apps.append({"displayName": name, "appId": "1:web:ours"})
            case ["hosting:sites:create", name]:
                self.sites.append({"name": f"projects/p-1/sites/{name}"})
            case _:
                assert words[0] == "deploy"


@pytest.fixture(scope="module", autouse=True)
def _built_once() -> Iterator[None]:
    """The API's description takes seconds, and is the same each time."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(openapi, "build", cache(openapi.build))
        yield


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The files that Hosting and Firestore are given, with a dashboard of one page."""
    folder = tmp_path / "root"
    (folder / "infra" / "firestore").mkdir(parents=True)
    (folder / "dashboard" / "dist").mkdir(parents=True)
    (folder / "dashboard" / "dist" / "index.html").write_text("<p>the dashboard")
    config = json.loads((ROOT / "firebase.json").read_text())
    for name in ("firebase.json", *config["firestore"].values()):
        (folder / name).write_text((ROOT / name).read_text())
    return folder


def test_what_is_staged_needs_nothing_from_outside_and_names_our_region(root: Path, tmp_path: Path) -> None:
    cloud, site = FakeFirebase([{"projectId": "p-1"}]), Site(TARGET, tmp_path, root=root)
    apply(site.look(cloud), cloud, may_remove=False, tell=lambda _: None)

    folder = tmp_path / "site"
    config = json.loads((folder / "firebase.json").read_text())
    for name in (*config["firestore"].values(), config["hosting"]["public"] + "/index.html"):
        assert (folder / name).is_file()
    assert config["hosting"]["site"] == "p-1"
    services = {entry["run"]["serviceId"]: entry["run"]["region"] for entry in config["hosting"]["rewrites"][:-1]}
    assert services == dict.fromkeys((function.name for function in FUNCTIONS if function.rewrites), "us-central1")
    assert json.loads((folder / "public" / "config.json").read_text())["apiKey"] == "key of 1:web:ours"
    assert json.loads((folder / "public" / "api" / "openapi.json").read_text()) == openapi.build()
    assert "/api/openapi.json" in (folder / "public" / "api" / "docs" / "index.html").read_text()


@pytest.mark.parametrize("comes_with_site", [False, True])
def test_a_second_run_makes_no_second_web_app_or_site(root: Path, tmp_path: Path, comes_with_site: bool) -> None:
    cloud = FakeFirebase([])
    plan = Site(TARGET, tmp_path, root=root).look(cloud)
    cloud.sites = [{"name": "projects/1/sites/p-1"}] * comes_with_site
    apply(plan, cloud, may_remove=False, tell=lambda _: None)
    made = ["projects:addfirebase", "apps:create", *["hosting:sites:create"] * (not comes_with_site), "deploy"]
    assert cloud.calls == made

    again = Site(TARGET, tmp_path, root=root).look(cloud)
    assert [change.action for change in again] == [Action.SAME, Action.SAME, Action.SAME, Action.COMPARE]


def test_a_project_that_came_to_firebase_before_its_apis_were_enabled_is_not_added_again(
    root: Path, tmp_path: Path
) -> None:
    cloud = FakeFirebase([{"projectId": "p-1"}])
    apis, cloud.apis = cloud.apis, ["firebase.googleapis.com"]
    plan = Site(TARGET, tmp_path, root=root).look(cloud)
    assert plan[0].action is Action.CREATE

    cloud.apis = apis
    apply(plan, cloud, may_remove=False, tell=lambda _: None)
    assert cloud.calls == ["apps:create", "hosting:sites:create", "deploy"]


def test_a_project_that_is_only_called_like_ours_is_another(root: Path, tmp_path: Path) -> None:
    cloud = FakeFirebase([{"projectId": "p-1-old", "displayName": "p-1"}])
    assert Site(TARGET, tmp_path, root=root).look(cloud)[0].action is Action.CREATE
    assert Site(TARGET, tmp_path, root=root).leave(cloud) == []
