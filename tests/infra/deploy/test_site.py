"""What is handed to firebase-tools is whole, and of our own web app, whatever else the project has."""

import json
from collections.abc import Sequence
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
        self.calls: list[str] = []

    def _run(self, argv: Sequence[str], stdin: str) -> CompletedProcess[str]:
        words = [word for word in argv[1:] if not word.startswith("--")]
        result: Any = None
        if argv[0] == "gcloud":
            return CompletedProcess(argv, 0, "firebase.googleapis.com\nfirebasehosting.googleapis.com\n", "")
        match words:
            case ["projects:list"]:
                result = self._projects
            case ["apps:list", "WEB"]:
                result = self._apps
            case ["apps:sdkconfig", "WEB", app]:
                config = {"projectId": "p-1", "apiKey": f"key of {app}", "authDomain": "p-1.firebaseapp.com"}
                result = {"sdkConfig": config}
            case ["projects:addfirebase", project]:
                self._projects.append({"projectId": project})
            case ["apps:create", "WEB", name]:
                self._apps.append({"displayName": name, "appId": "1:web:ours"})
            case ["hosting:sites:list"]:
                result = {"sites": self.sites}
            case ["hosting:sites:create", name]:
                self.calls.append(words[0])
                self.sites.append({"name": f"projects/p-1/sites/{name}"})
            case ["deploy", *_]:
                pass
            case _:
                raise AssertionError(f"The stand-in does not know {' '.join(argv)}.")
        return CompletedProcess(argv, 0, json.dumps({"status": "success", "result": result}), "")


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
    assert cloud.calls == ["hosting:sites:create"] * (not comes_with_site)

    again = Site(TARGET, tmp_path, root=root).look(cloud)
    assert [change.action for change in again] == [Action.SAME, Action.SAME, Action.SAME, Action.COMPARE]


def test_a_project_that_is_only_called_like_ours_is_another(root: Path, tmp_path: Path) -> None:
    cloud = FakeFirebase([{"projectId": "p-1-old", "displayName": "p-1"}])
    assert Site(TARGET, tmp_path, root=root).look(cloud)[0].action is Action.CREATE
    assert Site(TARGET, tmp_path, root=root).leave(cloud) == []
