"""What functions stand on: APIs, service accounts and what they may do, the database, the bucket, secrets."""

import base64
import hashlib
import os
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from infra.deploy.cloud import CallFailed, Cloud
from infra.deploy.plan import Action, Call, Change, Command, Item, compare
from infra.deploy.target import APP, KINDS, MARK, REGION_NAME, Target

APIS: Final = (
    "artifactregistry.googleapis.com",
    "cloudbuild.googleapis.com",
    "cloudfunctions.googleapis.com",
    "cloudresourcemanager.googleapis.com",
    "cloudscheduler.googleapis.com",
    "cloudtasks.googleapis.com",
    "drive.googleapis.com",
    "eventarc.googleapis.com",
    "eventarcpublishing.googleapis.com",
    "firebase.googleapis.com",
    "firebasehosting.googleapis.com",
    "firebaserules.googleapis.com",
    "firestore.googleapis.com",
    "iam.googleapis.com",
    "iamcredentials.googleapis.com",
    "identitytoolkit.googleapis.com",
    "logging.googleapis.com",
    "monitoring.googleapis.com",
    "pubsub.googleapis.com",
    "run.googleapis.com",
    "secretmanager.googleapis.com",
    "securetoken.googleapis.com",
    "storage.googleapis.com",
    "sts.googleapis.com",
)
MOST_APIS_A_CALL: Final = 20
"""Source: serviceusage.services.batchEnable (read 2026-11): "a maximum of 20 services"."""
LIFECYCLE: Final = Path(__file__).with_name("lifecycle.json")
GENERATED: Final = {
    "CREDENTIAL_KEYS": lambda: base64.urlsafe_b64encode(os.urandom(32)).decode(),
    "META_VERIFY_TOKEN": lambda: secrets.token_urlsafe(32),
}
"""Secrets that are made here, once; what was encrypted with a key is lost without it, so none is ever made again."""
GIVEN: Final = ("META_APP_SECRET", "OPENAI_API_KEY", "GOOGLE_CLIENT_SECRET")
"""Secrets that others give us: taken from the deployment's environment where there is none yet."""
_ENABLED: Final = "enabled"
"""As `gcloud secrets versions list` writes it."""


class Services:
    """The APIs; they stay when all else goes, since others may use them."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def look(self, cloud: Cloud) -> list[Change]:
        """Those that are not enabled."""
        target, enabled = self._target, enabled_apis(self._target, cloud)
        missing = [api for api in APIS if api not in enabled]
        if not missing:
            return [Change(Action.SAME, "APIs", "")]
        batches = [missing[at : at + MOST_APIS_A_CALL] for at in range(0, len(missing), MOST_APIS_A_CALL)]
        calls = tuple(Command(target.gcloud("services", "enable", *batch)) for batch in batches)
        return [Change(Action.CREATE, "APIs", ", ".join(api.partition(".")[0] for api in missing), calls)]

    def leave(self, cloud: Cloud) -> list[Change]:
        """None."""
        return []


def enabled_apis(target: Target, cloud: Cloud) -> set[str]:
    """The APIs that are enabled, whosever."""
    return {
        name for (name,) in cloud.rows(*target.gcloud("services", "list", "--enabled", "--format=value(config.name)"))
    }


class Accounts:
    """A service account for each kind of function, one for tasks and schedules, and one that builds."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        wanted = [self._item(self._target.account(kind.name)) for kind in KINDS]
        return compare("service account", wanted, self._found(cloud), self._remove)

    def leave(self, cloud: Cloud) -> list[Change]:
        """Every account of ours."""
        return compare("service account", (), self._found(cloud), self._remove)

    def _item(self, id_: str) -> Item:
        create = ("iam", "service-accounts", "create", id_, f"--description={MARK}")
        return Item(id_, {}, (Command(self._target.gcloud(*create)),))

    def _found(self, cloud: Cloud) -> dict[str, dict[str, str]]:
        # The account that deploys may well be called `whatsdex-deploy`; the name alone does not make it ours.
        there = _accounts(self._target, cloud)
        return {email.partition("@")[0]: {} for email, description in there.items() if description == MARK}

    def _remove(self, id_: str) -> tuple[Call, ...]:
        email = f"{id_}@{self._target.project}.iam.gserviceaccount.com"
        return (Command(self._target.gcloud("iam", "service-accounts", "delete", email)),)


def _accounts(target: Target, cloud: Cloud) -> dict[str, str]:
    """The descriptions of all service accounts, by address."""
    rows = cloud.rows(*target.gcloud("iam", "service-accounts", "list", "--format=value(email,description)"))
    return {email: "".join(description) for email, *description in rows}


class Grants:
    """What our accounts may do to one thing: no more, no less; what others may is left alone."""

    def __init__(self, target: Target, on: Sequence[str], wanted: Iterable[tuple[str, str]]) -> None:
        """Sets up what is to be.

        Args:
            target: where.
            on: how gcloud names the thing, such as `secrets X`: the group of commands, and the last word its name.
            wanted: pairs of a kind of function and a role.
        """
        self._target = target
        self._group, self._name = tuple(on[:-1]), on[-1]
        self._wanted = dict.fromkeys((target.member(kind), role) for kind, role in wanted)

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        wanted = [Item(f"{member} {role}", {}, (self._command("add", member, role),)) for member, role in self._wanted]
        return compare(f"grant on {self._name}:", wanted, self._found(cloud), self._remove)

    def leave(self, cloud: Cloud) -> list[Change]:
        """All that our accounts may do."""
        return compare(f"grant on {self._name}:", (), self._found(cloud), self._remove)

    def _found(self, cloud: Cloud) -> dict[str, dict[str, str]]:
        # Of an account that does not exist Google says that one may not ask (help of `get-iam-policy`, gcloud 528).
        if self._group == ("iam", "service-accounts") and self._name not in _accounts(self._target, cloud):
            return {}
        shown = ("--flatten=bindings[].members", "--format=value(bindings.members,bindings.role)")
        rows = cloud.rows(*self._target.gcloud(*self._group, "get-iam-policy", self._name, *shown))
        ours = {self._target.member(kind.name) for kind in KINDS}
        return {f"{member} {role}": {} for member, role in rows if member in ours}

    def _command(self, verb: str, member: str, role: str) -> Command:
        # Elsewhere than in the project no condition is asked for, and not every group knows the flag.
        condition = ("--condition=None",) if self._group == ("projects",) else ()
        verb = f"{verb}-iam-policy-binding"
        words = (*self._group, verb, self._name, f"--member={member}", f"--role={role}", *condition)
        return Command(self._target.gcloud(*words))

    def _remove(self, name: str) -> tuple[Call, ...]:
        member, role = name.split(" ")
        return (self._command("remove", member, role),)


class Database:
    """The Firestore database: with point-in-time recovery, which backups read, and protected from deletion."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        target = self._target
        kept = ("--enable-pitr", "--delete-protection")
        create = (
            *("firestore", "databases", "create", "--database=(default)", "--type=firestore-native"),
            *(f"--location={target.region}", *kept),
        )
        update = ("firestore", "databases", "update", "--database=(default)", *kept)
        fields = {"history": "POINT_IN_TIME_RECOVERY_ENABLED", "protection": "DELETE_PROTECTION_ENABLED"}
        item = Item(
            "(default)",
            fields,
            (Command(target.gcloud(*create)),),
            lambda _: (Command(target.gcloud(*update)),),
        )
        return compare("database", [item], self._found(cloud))

    def leave(self, cloud: Cloud) -> list[Change]:
        """The database with all data."""
        target, database = self._target, ("--database=(default)",)
        calls = (
            Command(target.gcloud("firestore", "databases", "update", *database, "--no-delete-protection")),
            Command(target.gcloud("firestore", "databases", "delete", *database)),
        )
        return compare("database", (), self._found(cloud), lambda _: calls)

    def _found(self, cloud: Cloud) -> dict[str, dict[str, str]]:
        shown = "--format=value(name.basename(),pointInTimeRecoveryEnablement,deleteProtectionState)"
        rows = cloud.rows(*self._target.gcloud("firestore", "databases", "list", shown))
        return {
            name: {"history": history, "protection": protection}
            for name, history, protection in rows
            if name == "(default)"
        }


def verify_region(target: Target, cloud: Cloud) -> None:
    """Refuses a region that the database is not in: its triggers would not start, and what runs there is not seen here.

    Raises:
        CallFailed: the region is another than that of the first run.
    """
    shown = "--format=value(name.basename(),locationId)"
    for name, place in cloud.rows(*target.gcloud("firestore", "databases", "list", shown)):
        if name == "(default)" and not REGION_NAME.fullmatch(place):
            raise CallFailed(
                f"The database of {target.project} is in {place}, which is no region: take another project."
            )
        if name == "(default)" and place != target.region:
            raise CallFailed(
                f"The database of {target.project} is in {place}, not in {target.region}: name REGION={place}."
            )


class Bucket:
    """The bucket of message media: private, in our region; uploads that nobody finished go after a week."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        target, release = self._target, hashlib.sha256(LIFECYCLE.read_bytes()).hexdigest()[:40]
        url = f"gs://{target.bucket}"
        closed = ("--uniform-bucket-level-access", "--public-access-prevention")
        labels = f"--update-labels=app={APP},release={release}"
        create = Command(target.gcloud("storage", "buckets", "create", url, f"--location={target.region}", *closed))
        update = Command(
            target.gcloud("storage", "buckets", "update", url, f"--lifecycle-file={LIFECYCLE}", *closed, labels)
        )
        item = Item(target.bucket, {"release": release}, (create, update), lambda _: (update,))
        return compare("bucket", [item], self._found(cloud))

    def leave(self, cloud: Cloud) -> list[Change]:
        """The bucket with all that is in it."""
        gone = Command(self._target.gcloud("storage", "rm", "--recursive", f"gs://{self._target.bucket}"))
        return compare("bucket", (), self._found(cloud), lambda _: (gone,))

    def _found(self, cloud: Cloud) -> dict[str, dict[str, str]]:
        url, shown = f"gs://{self._target.bucket}", "--format=value(name,labels.release)"
        rows = cloud.rows(*self._target.gcloud("storage", "buckets", "describe", url, shown))
        return {name: {"release": "".join(rest)} for name, *rest in rows}


class Secrets:
    """The secrets; one that has a value keeps it, whatever the environment says."""

    def __init__(self, target: Target) -> None:
        self._target = target

    def versions(self, cloud: Cloud) -> dict[str, str]:
        """The newest usable version of each secret that there is, or will be once the plan is carried out."""
        there = self._states(cloud)
        names = [*GENERATED, *(name for name in GIVEN if self._target.settings.get(name) or name in there)]
        usable = {name: [at for at, state in there.get(name, {}).items() if state == _ENABLED] for name in names}
        return {name: str(max(usable[name] or there.get(name) or [1])) for name in names}

    def look(self, cloud: Cloud) -> list[Change]:
        """What differs now."""
        return compare("secret", map(self._item, self.versions(cloud)), self._found(cloud))

    def leave(self, cloud: Cloud) -> list[Change]:
        """All of them; what was encrypted with a key is lost with it."""
        target = self._target
        return compare(
            "secret", (), self._found(cloud), lambda name: (Command(target.gcloud("secrets", "delete", name)),)
        )

    def _item(self, name: str) -> Item:
        given = self._target.settings.get(name, "")
        add = Command(
            self._target.gcloud("secrets", "versions", "add", name, "--data-file=-"),
            GENERATED.get(name) or (lambda: given),
        )
        # Marked as ours when it is made; it has a value from the next call on.
        kept = ("--replication-policy=automatic", f"--labels=app={APP}")
        create = Command(self._target.gcloud("secrets", "create", name, *kept))
        return Item(name, {"value": "kept"}, (create, add), lambda _: (add,))

    def _found(self, cloud: Cloud) -> dict[str, dict[str, str]]:
        # A version that a person has disabled is a value too.
        return {name: {"value": "kept" if states else ""} for name, states in self._states(cloud).items()}

    def _states(self, cloud: Cloud) -> dict[str, dict[int, str]]:
        """The versions of each secret by number, and whether they can be used."""
        target, shown = self._target, "--format=value(name.basename())"
        names = cloud.rows(*target.gcloud("secrets", "list", f"--filter=labels.app={APP}", shown))
        found = {}
        for (name,) in names:
            # It was listed: that it has no version must be said, since a key would then be made.
            listed = target.gcloud("secrets", "versions", "list", name, "--format=value(name.basename(),state)")
            found[name] = {int(number): state for number, state in cloud.rows(*listed, may_be_absent=False)}
        return found
