"""What the machine lacks is said in one line, with how to get it."""

from pathlib import Path

import pytest

from infra.local import doctor


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine on whose path nothing is found; the folder is its path and its home."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr(doctor, "_SDK_DIRS", ())
    return tmp_path


def install(folder: Path, name: str, output: str) -> None:
    """Puts a command on the machine that prints `output`."""
    command = folder / name
    command.write_text(f"#!/bin/sh\necho '{output}'\n")
    command.chmod(0o755)


def test_a_bare_machine_lacks_everything_in_one_line(bare_machine: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert doctor.main() == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert [word in said for word in ("Java 17", "Node 20", "gcloud components install")] == [True, True, True]


def test_versions_that_are_too_old_are_named(bare_machine: Path) -> None:
    install(bare_machine, "java", 'openjdk version "1.8.0_392"')
    install(bare_machine, "node", "v18.19.0")
    install(bare_machine, "npm", "9")
    java, node, _ = doctor.missing()
    assert java.startswith("Java 17 or newer, not 8")
    assert node.startswith("Node 20 or newer with npm, not 18")


def test_the_newest_jar_that_firebase_tools_fetched_is_found(bare_machine: Path) -> None:
    folder = bare_machine / ".cache" / "firebase" / "emulators"
    folder.mkdir(parents=True)
    for version in ("1.9.0", "1.22.0", "1.19.8"):
        (folder / f"cloud-firestore-emulator-v{version}.jar").touch()
    found = doctor.find_firestore_jar()
    assert found is not None
    assert found.name == "cloud-firestore-emulator-v1.22.0.jar"


def test_the_jar_of_an_installed_sdk_is_found_through_links(bare_machine: Path) -> None:
    sdk = bare_machine / "sdk"
    jar = sdk / "platform" / "cloud-firestore-emulator" / "cloud-firestore-emulator.jar"
    jar.parent.mkdir(parents=True)
    jar.touch()
    (sdk / "bin").mkdir()
    install(sdk / "bin", "gcloud", "")
    (bare_machine / "gcloud").symlink_to(sdk / "bin" / "gcloud")
    assert doctor.find_firestore_jar() == jar
