"""The dashboard on Firebase Hosting, with Firestore's rules, indexes and TTL policies, by firebase-tools."""

import json
import shutil
from pathlib import Path
from typing import Final

from infra.deploy.cloud import Cloud
from infra.deploy.plan import Action, Change, Command, Item, Rpc, compare
from infra.deploy.staging import ROOT
from infra.deploy.target import APP, Target

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
        apps = cloud.read(*self._firebase("apps:list", "WEB", "--json")) if is_there else ""
        wanted = [
            Item("project", {}, (self._command("projects:addfirebase", target.project),)),
            Item("web app", {}, (self._command("apps:create", "WEB", APP),)),
        ]
        found: dict[str, dict[str, str]] = {"project": {}} if is_there else {}
        if f'"displayName": "{APP}"' in apps:
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
        projects = cloud.read("firebase", "projects:list", "--json", "--non-interactive")
        return f'"{self._target.project}"' in projects

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
        answer = json.loads(cloud.read(*self._firebase("apps:sdkconfig", "WEB", "--json")))["result"]["sdkConfig"]
        shown = {"project": answer["projectId"], "apiKey": answer["apiKey"], "authDomain": answer["authDomain"]}
        (self._folder / "public" / "config.json").write_text(json.dumps(shown))
