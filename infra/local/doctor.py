"""Looks for what the local stack needs from the machine, and names in one line what is missing and how to get it.

Runs before the virtual environment exists, so it uses the standard library alone.
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Final

LEAST_JAVA: Final = 17
LEAST_NODE: Final = 20
EMULATOR_CLASS: Final = "com.google.cloud.datastore.emulator.firestore.CloudFirestore"
_SDK_JAR: Final = Path("platform/cloud-firestore-emulator/cloud-firestore-emulator.jar")
_SDK_DIRS: Final = (
    "/usr/lib/google-cloud-sdk",
    "/usr/share/google-cloud-sdk",
    "/opt/google-cloud-sdk",
    "/snap/google-cloud-cli/current",
    "~/google-cloud-sdk",
    "/opt/homebrew/share/google-cloud-sdk",
    "/usr/local/share/google-cloud-sdk",
)
GET_EMULATOR: Final = (
    "the Firestore emulator (`gcloud components install cloud-firestore-emulator`, or "
    "`sudo apt-get install google-cloud-cli-firestore-emulator` where gcloud came from apt, or "
    "`npx firebase-tools setup:emulators:firestore`)"
)


def find_firestore_jar() -> Path | None:
    """The emulator's jar: that of an installed Cloud SDK, else the newest that firebase-tools has fetched."""
    roots = [Path(found).resolve().parent.parent] if (found := shutil.which("gcloud")) else []
    roots += [Path(folder).expanduser() for folder in _SDK_DIRS]
    for root in roots:
        if (root / _SDK_JAR).is_file():
            return root / _SDK_JAR
    fetched = Path("~/.cache/firebase/emulators").expanduser().glob("cloud-firestore-emulator-v*.jar")
    newest = max(fetched, key=lambda path: [int(part) for part in re.findall(r"\d+", path.name)], default=None)
    return newest or _ask_gcloud()


def _ask_gcloud() -> Path | None:
    if not shutil.which("gcloud"):
        return None
    root = _output("gcloud", "info", "--format=value(installation.sdk_root)").strip()
    jar = Path(root) / _SDK_JAR
    return jar if root and jar.is_file() else None


def needed_java(jar: Path) -> int:
    """The Java version that the jar was compiled for."""
    with zipfile.ZipFile(jar) as archive, archive.open(EMULATOR_CLASS.replace(".", "/") + ".class") as file:
        # Bytes 6 and 7 of a class file are its major version, which is Java's plus 44.
        return max(LEAST_JAVA, int.from_bytes(file.read(8)[6:], "big") - 44)


def java() -> str | None:
    """The java command."""
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java") or (shutil.which(f"{home}/bin/java") if home else None)


def _java_version() -> int:
    found = java()
    hit = re.search(r'version "(?:1\.)?(\d+)', _output(found, "-version")) if found else None
    return int(hit.group(1)) if hit else 0


def _node_version() -> int:
    hit = re.match(r"v(\d+)", _output("node", "--version")) if shutil.which("node") and shutil.which("npm") else None
    return int(hit.group(1)) if hit else 0


def _output(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout + done.stderr


def missing() -> list[str]:
    """What is missing, each with how to get it; empty when the stack can start."""
    lacks = []
    jar = find_firestore_jar()
    wanted_java = needed_java(jar) if jar else LEAST_JAVA
    if (found := _java_version()) < wanted_java:
        lacks.append(f"Java {wanted_java} or newer{_instead(found)} (e.g. `sudo apt-get install default-jre-headless`)")
    if (found := _node_version()) < LEAST_NODE:
        lacks.append(f"Node {LEAST_NODE} or newer with npm{_instead(found)} (nodejs.org)")
    if jar is None:
        lacks.append(GET_EMULATOR)
    return lacks


def _instead(found: int) -> str:
    return f", not {found}" if found else ""


def main() -> int:
    """Prints one line and answers 1 when something is missing."""
    if lacks := missing():
        print("Missing: " + "; ".join(lacks) + ".", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
