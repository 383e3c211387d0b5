"""Stands in for `gcloud`: remembers what was made and lists it; whether Google would accept it, it cannot tell.

Of Firebase it knows no project.
"""

from collections.abc import Container, Sequence
from subprocess import CompletedProcess

from infra.deploy.cloud import UnknownCloud

State = dict[str, list[str]]


class FakeGcloud(UnknownCloud):
    """A project of which `state` holds what there is, and under `calls` what was asked to change."""

    def __init__(self, state: State, fail_at: Container[int] = (), says: str = "the service is unavailable") -> None:
        super().__init__({})
        self._state = state
        self._fail_at = fail_at
        self._says = says

    def _run(self, argv: Sequence[str], stdin: str) -> CompletedProcess[str]:
        words = list(argv[1:])
        if argv[0] == "firebase":
            return CompletedProcess(argv, 0, '{"result": []}', "")
        if words[:3] == ["iam", "service-accounts", "get-iam-policy"] and not has_account(self._state, words[3]):
            return CompletedProcess(argv, 1, "", "ERROR: PERMISSION_DENIED: denied on resource (or it may not exist)")
        if {"list", "describe", "get-iam-policy"} & set(words):
            return CompletedProcess(argv, 0, "\n".join(listed(self._state, words)), "")
        calls = self._state.setdefault("calls", [])
        calls.append(" ".join(words[:4]))
        if len(calls) in self._fail_at:
            return CompletedProcess(argv, 1, "", f"ERROR: {self._says}")
        change(self._state, words, stdin)
        return CompletedProcess(argv, 0, "", "")


def has_account(state: State, email: str) -> bool:
    return any(row.startswith(f"{email}\t") for row in state.get("accounts", []))


def option(words: list[str], name: str) -> str:
    return next((word.partition("=")[2] for word in words if word.startswith(f"{name}=")), "")


def release(words: list[str]) -> str:
    return option(words, "--update-labels").rpartition("release=")[2]


def change(state: dict[str, list[str]], words: list[str], stdin: str) -> None:  # noqa: C901, PLR0912 -- one case for each command
    """Makes what the words say; each list holds the lines that are printed of it."""
    binding = next((word for word in words if word.endswith("-iam-policy-binding")), "")
    if binding:
        rows = state.setdefault(" ".join(words[: words.index(binding) + 2]).replace(binding, "policy"), [])
        row = f"{option(words, '--member')}\t{option(words, '--role')}"
        rows.append(row) if binding.startswith("add") else rows.remove(row)
        return
    match words:
        case ["services", "enable", *names]:
            state.setdefault("services", []).extend(name for name in names if not name.startswith("-"))
        case ["iam", "service-accounts", "create", name, *_]:
            state.setdefault("accounts", []).append(
                f"{name}@{option(words, '--project')}.iam.gserviceaccount.com\t{option(words, '--description')}"
            )
        case ["firestore", "databases", "create", *_]:
            state["place"] = [f"(default)\t{option(words, '--location')}"]
            state["databases"] = ["(default)\tPOINT_IN_TIME_RECOVERY_ENABLED\tDELETE_PROTECTION_ENABLED"]
        case ["firestore", "databases", "update", *_]:
            state["databases"] = [state["databases"][0].replace("PROTECTION_ENABLED", "PROTECTION_DISABLED")]
        case ["firestore", "databases", "delete", *_]:
            state["place"] = state["databases"] = []
        case ["storage", "rm", *_]:
            state["bucket"] = []
        case ["storage", "buckets", "create", *_]:
            state["bucket"] = ["b\t"]
        case ["storage", "buckets", "update", *_]:
            state["bucket"] = [f"b\t{release(words)}"]
        case ["secrets", "create", name, *_]:
            state.setdefault("secrets", []).append(name)
        case ["secrets", "delete", name, *_]:
            state["secrets"].remove(name)
        case ["secrets", "versions", "add", name, *_]:
            state.setdefault(f"secret {name}", []).append(stdin)
        case ["iam", "service-accounts", "delete", email, *_]:
            state["accounts"] = [row for row in state["accounts"] if not row.startswith(f"{email}\t")]
        case ["functions", "deploy", name, *_]:
            others = [row for row in state.get("functions", []) if not row.startswith(f"{name}\t")]
            state["functions"] = [*others, f"{name}\tACTIVE\twhatsdex\t{release(words)}"]
        case ["functions", "delete", name, *_]:
            state["functions"] = [row for row in state["functions"] if not row.startswith(f"{name}\t")]
        case ["eventarc", "triggers", "create", name, *_]:
            state.setdefault("triggers", []).append(name)
        case ["eventarc", "triggers", "delete", name, *_]:
            state["triggers"].remove(name)
        case _:
            raise AssertionError(f"The stand-in does not know {' '.join(words)}.")


def listed(state: dict[str, list[str]], words: list[str]) -> list[str]:
    """What a command that only looks prints."""
    if "get-iam-policy" in words:
        at = words.index("get-iam-policy")
        return state.get(" ".join([*words[:at], "policy", words[at + 1]]), [])
    match words:
        case ["iam", "service-accounts", "list", *_]:
            return state.get("accounts", [])
        case ["firestore", "databases", "list", *_]:
            return state.get("place" if words[3].endswith("locationId)") else "databases", [])
        case ["storage", "buckets", "describe", url, *_]:
            rows = state.get("bucket", [])
            return [row.replace("b\t", f"{url.removeprefix('gs://')}\t") for row in rows]
        case ["secrets", "versions", "list", name, *_]:
            return [f"{at}\tenabled" for at in range(len(state.get(f"secret {name}", [])), 0, -1)]
        case ["eventarc", *_]:
            return state.get("triggers", [])
    return state.get(words[0], [])
