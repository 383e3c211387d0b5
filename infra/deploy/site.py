"""The dashboard on Firebase Hosting, with Firestore's rules, indexes and TTL policies, by firebase-tools."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from infra import openapi
from infra.deploy.cloud import CallFailed, Cloud
from infra.deploy.foundation import enabled_apis
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
        """Whether the project is one of Firebase's, with a web app and a site; what is deployed is always compared."""
        name = self._target.project
        parts = {
            "project": (self._is_there, self._command("projects:addfirebase", name)),
            "web app": (self._has_app, self._command("apps:create", "WEB", APP)),
            # Only some projects come with their default site, and firebase-tools deploys nothing where there is none.
            "site": (self._has_site, self._command("hosting:sites:create", name)),
        }
        wanted = [Item(part, {}, (_unless(*how),)) for part, how in parts.items()]
        found: dict[str, dict[str, str]] = {}
        for part, (is_there, _) in parts.items():
            if not self._tells(cloud) or not is_there(cloud):
                break
            found[part] = {}
        deploy = ("deploy", "--only", WHAT, f"--config={self._folder}/firebase.json")
        calls = (
            Rpc(f"stage the dashboard, rules and indexes in {self._folder}", self._stage),
            self._command(*deploy, *(("--force",) if self._may_remove else ())),
        )
        what = "dashboard, rewrites, Firestore's rules, indexes and TTL policies"
        return [*compare("Firebase", wanted, found), Change(Action.COMPARE, "site", what, calls)]

    def leave(self, cloud: Cloud) -> list[Change]:
        """The site no longer answers; rules and indexes are the database's."""
        if not self._tells(cloud) or not self._is_there(cloud) or not self._has_site(cloud):
            return []
        disable = self._command("hosting:disable", f"--site={self._target.project}", "--force")
        return [Change(Action.REMOVE, "site", "dashboard", (disable,))]

    def _tells(self, cloud: Cloud) -> bool:
        """Whether firebase-tools can look; without its APIs it tells no reason, or enables what it needs itself."""
        return enabled_apis(self._target, cloud) >= {"firebase.googleapis.com", "firebasehosting.googleapis.com"}

    def _is_there(self, cloud: Cloud) -> bool:
        projects = _result(cloud.read("firebase", "projects:list", "--json", "--non-interactive"))
        return any(project["projectId"] == self._target.project for project in projects)

    def _has_app(self, cloud: Cloud) -> bool:
        return bool(self._app_ids(cloud))

    def _has_site(self, cloud: Cloud) -> bool:
        answer = cloud.read(*self._firebase("hosting:sites:list", "--json"), may_be_absent=False)
        return any(site["name"].endswith(f"/{self._target.project}") for site in json.loads(answer)["result"]["sites"])

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
        hosting |= {"public": "public", "site": self._target.project}
        for rewrite in hosting["rewrites"]:
            # A function's service has its name. Where firebase-tools may not list functions, it takes them for ones of
            # the first generation, and says nothing (lib/deploy/hosting/convertConfig.js of 15.34.2).
            if function := rewrite.pop("function", None):
                rewrite["run"] = {"serviceId": function["functionId"], "region": self._target.region}
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


def _unless(is_there: Callable[[Cloud], bool], command: Command) -> Rpc:
    """Makes what is not there: of a project whose APIs were not enabled, that is only known when its turn comes."""

    def make(cloud: Cloud) -> None:
        if not is_there(cloud):
            command.do(cloud)

    return Rpc(f"{command}, unless it is there", make)


def _result(answer: str) -> list[dict[str, str]]:
    """The list that firebase-tools prints as JSON; empty where nothing is known."""
    found: list[dict[str, str]] = json.loads(answer)["result"] if answer else []
    return found
