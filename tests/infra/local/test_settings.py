"""A stack's settings: ports that do not clash, and keys that survive a restart."""

import socket
from pathlib import Path

import pytest

from infra.local.settings import OPENAI_KEY, UNASKED, Ports, StackSettings


def test_ports_follow_the_one_that_is_wanted() -> None:
    wanted = _free_run()
    assert list(Ports.choose(wanted).model_dump().values()) == list(range(wanted, wanted + len(Ports.model_fields)))


def test_a_port_that_is_taken_is_replaced_by_a_free_one() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        wanted = taken.getsockname()[1]
        chosen = list(Ports.choose(wanted).model_dump().values())
    assert wanted not in chosen
    assert len(set(chosen)) == len(chosen)


def test_ports_differ_when_none_is_wanted() -> None:
    chosen = list(Ports.choose(0).model_dump().values())
    assert len(set(chosen)) == len(chosen)
    assert all(port in UNASKED for port in chosen)


def test_keys_survive_a_restart_and_are_private(tmp_path: Path) -> None:
    first = StackSettings.prepare(tmp_path, port=0)
    key = first.service_account_file.read_text()
    second = StackSettings.prepare(tmp_path, port=0)
    assert second.secrets == first.secrets
    assert second.service_account_file.read_text() == key
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0
    assert second.service_account_file.stat().st_mode & 0o077 == 0


def test_other_processes_read_the_same_settings(tmp_path: Path) -> None:
    settings = StackSettings.prepare(tmp_path, port=0)
    assert StackSettings.load(settings.file) == settings


def test_the_environment_leaves_proxies_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    environment = StackSettings.prepare(tmp_path, port=0).environment()
    assert "HTTPS_PROXY" not in environment
    assert environment["GOOGLE_CLOUD_PROJECT"] == "demo-whatsdex"


def test_the_model_is_the_stand_in_unless_the_environment_names_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    settings = StackSettings.prepare(tmp_path, port=0)

    def used() -> tuple[str, str, bool]:
        have = settings.environment()
        return have["OPENAI_API_KEY"], have["OPENAI_BASE_URL"], "OPENAI_TIMEOUT_S" in have

    assert used() == (OPENAI_KEY, f"{settings.base_url}/sim/openai/v1", True)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:11434/v1")
    assert used() == (OPENAI_KEY, "http://127.0.0.1:11434/v1", False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-real")
    assert used() == ("sk-real", "http://127.0.0.1:11434/v1", False)
    monkeypatch.delenv("OPENAI_BASE_URL")
    assert used() == ("sk-real", "https://api.openai.com/v1", False)


def _free_run() -> int:
    """The first port of a run of free ones."""
    candidates = iter(range(20_000, 30_000, 50))
    return next(start for start in candidates if all(_is_free(start + n) for n in range(len(Ports.model_fields))))


def _is_free(port: int) -> bool:
    with socket.socket() as sock:
        return sock.connect_ex(("127.0.0.1", port)) != 0
