"""The dashboard on Firebase Hosting, with Firestore's rules, indexes and TTL policies, by firebase-tools."""

import json
import shutil
from pathlib import Path
from typing import Final

from infra import openapi
from infra.deploy.cloud import CallFailed, Cloud
from infra.deploy.plan import Action, Change, Command, Item, Rpc, compare
from infra.deploy.staging import ROOT
from infra.deploy.target import APP, Target
from infra.local.api import API_DOCS

WHAT: Final = "firestore:rules,firestore:indexes,hosting"


class Site:
    """What firebase-tools deploys; it finds out itself what differs, and uploads nothing else."""

    def __init__(self, target: Target, build: Path, *, may_remove: bool = False, root: Path = ROOT) -> None:
        """Sets up the step.

        Args:
            target: where.
            build: the folder of what is staged.
            may_remove: whether indexes that are no longer in the file go.
            root: the folder of firebase.json.
        """
        self._target = target
        self._folder = build / "site"
        self._may_remove = may_remove
        self._root = root

    def look(self, cloud: Cloud) -> list[Change]:
        """Whether the project is one of Firebase's and has a web app; what is deployed is always compared."""
        target, is_there = self._target, self._is_there(cloud)
        wanted = [
            Item("project", {}, (self._command("projects:addfirebase", target.project),)),
            Item("web app", {}, (self._command("apps:create", "WEB", APP),)),
        ]
        found: dict[str, dict[str, str]] = {"project": {}} if is_there else {}
        if is_there and self._app_ids(cloud):
            found["web app"] = {}
        deploy = ("deploy", "--only", WHAT, f"--config={self._folder}/firebase.json")
        calls = (
            Rpc(f"stage the dashboard, rules and indexes in {self._folder}", self._stage),
            self._command(*deploy, *(("--force",) if self._may_remove else ())),
        )
        name = "dashboard, rewrites, Firestore's rules, indexes and TTL policies"
        return [*compare("Firebase", wanted, found), Change(Action.COMPARE, "site", name, calls)]

    def leave(self, cloud: Cloud) -> list[Change]:
        """The site no longer answers; rules and indexes are the database's."""
        if not self._is_there(cloud):
            return []
        return [Change(Action.REMOVE, "site", "dashboard", (self._command("hosting:disable", "--force"),))]

    def _is_there(self, cloud: Cloud) -> bool:
        projects = _result(cloud.read("firebase", "projects:list", "--json", "--non-interactive"))
        return any(project["projectId"] == self._target.project for project in projects)

    def _app_ids(self, cloud: Cloud) -> list[str]:
        apps = _result(cloud.read(*self._firebase("apps:list", "WEB", "--json")))
        return [app["appId"] for app in apps if app.get("displayName") == APP]

    def _firebase(self, *words: str) -> tuple[str, ...]:
        return ("firebase", *words, f"--project={self._target.project}", "--non-interactive")

    def _command(self, *words: str) -> Command:
        return Command(self._firebase(*words))

    def _stage(self, cloud: Cloud) -> None:
        """firebase-tools takes nothing from outside its file's folder, and the file names a region in each rewrite."""
        shutil.rmtree(self._folder, ignore_errors=True)
        config = json.loads((self._root / "firebase.json").read_text())
        hosting = config["hosting"]
        shutil.copytree(self._root / hosting["public"], self._folder / "public")
        hosting["public"] = "public"
        for rewrite in hosting["rewrites"]:
            if function := rewrite.get("function"):
                function["region"] = self._target.region
        for what, file in config["firestore"].items():
            config["firestore"][what] = Path(shutil.copy(self._root / file, self._folder)).name
        (self._folder / "firebase.json").write_text(json.dumps(config, indent=2))
        public = self._folder / "public"
        (public / "config.json").write_text(json.dumps(self._shown(cloud)))
        docs = public / "api" / "docs"
        docs.mkdir(parents=True)
        shutil.copy(API_DOCS, docs / "index.html")
        (public / "api" / "openapi.json").write_text(json.dumps(openapi.build()))

    def _shown(self, cloud: Cloud) -> dict[str, str]:
        """How the dashboard finds sign-in; the project may have apps of others."""
        ids = self._app_ids(cloud)
        if not ids:
            raise CallFailed(f"Firebase does not list the web app `{APP}` yet.")
        answer = json.loads(cloud.read(*self._firebase("apps:sdkconfig", "WEB", ids[0], "--json")))
        config = answer["result"]["sdkConfig"]
        return {"project": config["projectId"], "apiKey": config["apiKey"], "authDomain": config["authDomain"]}


def _result(answer: str) -> list[dict[str, str]]:
    """The list that firebase-tools prints as JSON; empty where nothing is known."""
    found: list[dict[str, str]] = json.loads(answer)["result"] if answer else []
    return found
