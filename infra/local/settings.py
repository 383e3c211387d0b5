"""Where one local stack lives: its folder, its ports, its secrets, and the environment that its processes get."""

import base64
import json
import os
import secrets
import socket
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Self

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from pydantic import BaseModel, ConfigDict

HOST: Final = "127.0.0.1"
PROJECT: Final = "demo-whatsdex"
REGION: Final = "europe-west1"
ROOT: Final = Path(__file__).resolve().parents[2]
GRAPH_VERSION: Final = "v24.0"
OPENAI_KEY: Final = "sk-local-stand-in"
"""The key that the simulated OpenAI API takes."""
GOOGLE_CLIENT_ID: Final = "local-stand-in.apps.googleusercontent.com"
GOOGLE_CLIENT_SECRET: Final = "GOCSPX-local-stand-in"  # noqa: S105 -- opens nothing but the stand-in
"""The OAuth client that the simulated Google knows."""
OPENAI_BASE_URL: Final = "https://api.openai.com/v1"
UNASKED: Final = range(15_000, 32_000)
"""Ports that are taken where none is wanted. Below those that systems give to connections that they open: one of them
could be gone again before its server, which takes seconds to start, listens on it. Sources: ip(7), ip_local_port_range;
RFC 6335, section 6."""


def _bound(sock: socket.socket, port: int) -> bool:
    try:
        sock.bind((HOST, port))
    except OSError:
        return False
    return True


class Ports(BaseModel):
    """The TCP ports of one stack, all on 127.0.0.1."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    front: int
    """The front door."""
    functions: int
    """The function host."""
    firestore: int
    """The Firestore emulator."""
    auth: int
    """The Auth emulator."""
    storage: int
    """The Cloud Storage emulator."""
    tasks: int
    """The Cloud Tasks API (gRPC)."""
    auth_hub: int
    """firebase-tools' own hub, which exports the Auth emulator's users."""
    auth_logging: int
    """firebase-tools' log socket."""

    @classmethod
    def choose(cls, wanted: int) -> Self:
        """Free ports: `wanted` and those that follow where they are free, else whatever is; 0 wants none."""
        names = list(cls.model_fields)
        chosen: dict[str, int] = {}
        with ExitStack() as held:
            for offset, name in enumerate(names):
                sock = held.enter_context(socket.socket())
                # As the servers bind: a port whose last connections are still closing is free to them.
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                port = wanted + offset if wanted else secrets.choice(UNASKED)
                while not _bound(sock, port):
                    port = secrets.choice(UNASKED)
                # Held until all are chosen, and listening, so that nobody is given the same one.
                sock.listen(1)
                chosen[name] = sock.getsockname()[1]
        return cls(**chosen)


class Secrets(BaseModel):
    """What a deployment keeps in Secret Manager; here generated once per state folder."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    meta_app_secret: str
    """Signs webhooks at /webhooks/whatsapp."""
    meta_verify_token: str
    """What the provider sends when the webhook is verified."""
    credential_keys: str
    """Keys of credentials at rest, newest first."""

    @classmethod
    def load(cls, state_dir: Path) -> Self:
        """The folder's secrets, generated where there are none."""
        path = state_dir / "secrets.json"
        if path.exists():
            return cls.model_validate_json(path.read_bytes())
        made = cls(
            meta_app_secret=secrets.token_hex(16),
            meta_verify_token=secrets.token_urlsafe(16),
            credential_keys=base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        )
        write_private(path, made.model_dump_json(indent=2))
        return made


class StackSettings(BaseModel):
    """Everything that tells one running stack from another."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    state_dir: Path
    """The stack's folder, absolute."""
    ports: Ports
    """Where its parts listen."""
    secrets: Secrets
    """What its functions are told in confidence."""
    provider_timeout_s: float = 10.0
    """How long a provider may take to answer one call."""
    threads: int = 32
    """Requests that the function host serves at the same time."""

    @classmethod
    def prepare(cls, state_dir: Path, *, port: int, provider_timeout_s: float = 10.0, threads: int = 32) -> Self:
        """The settings of a stack in `state_dir`, which is created and given its keys where they are missing."""
        state_dir = state_dir.resolve()
        (state_dir / "logs").mkdir(parents=True, exist_ok=True)
        made = cls(
            state_dir=state_dir,
            ports=Ports.choose(port),
            secrets=Secrets.load(state_dir),
            provider_timeout_s=provider_timeout_s,
            threads=threads,
        )
        if not made.service_account_file.exists():
            write_private(made.service_account_file, _service_account())
        write_private(made.file, made.model_dump_json(indent=2))
        return made

    @classmethod
    def load(cls, file: Path) -> Self:
        """The settings that a running stack wrote to `<state>/stack.json`."""
        return cls.model_validate_json(file.read_bytes())

    @property
    def file(self) -> Path:
        """Where these settings are written for the stack's other processes."""
        return self.state_dir / "stack.json"

    @property
    def seed_file(self) -> Path:
        """Where the seed writes whom and what it made; part of /local/info."""
        return self.state_dir / "seed.json"

    @property
    def clock_file(self) -> Path:
        """Where the seconds stand by which the stack's clock is moved."""
        return self.state_dir / "clock"

    @property
    def service_account_file(self) -> Path:
        """A service account's key, made here; it signs URLs and opens nothing."""
        return self.state_dir / "service-account.json"

    @property
    def logs(self) -> Path:
        """The folder with one log per process."""
        return self.state_dir / "logs"

    @property
    def base_url(self) -> str:
        """The front door."""
        return f"http://{HOST}:{self.ports.front}"

    @property
    def functions_url(self) -> str:
        """The function host; a function's address is this, a slash, and its name."""
        return f"http://{HOST}:{self.ports.functions}"

    @property
    def media_bucket(self) -> str:
        """The bucket of message media."""
        return f"{PROJECT}-media"

    @property
    def tasks_service_account(self) -> str:
        """In whose name tasks and schedules call."""
        return f"tasks@{PROJECT}.iam.gserviceaccount.com"

    @property
    def simulated_openai_url(self) -> str:
        """The simulated OpenAI API."""
        return f"{self.base_url}/sim/openai/v1"

    @property
    def openai_base_url(self) -> str:
        """The OpenAI API in use: the real one or another server where the environment names it, else the simulated."""
        real = OPENAI_BASE_URL if os.environ.get("OPENAI_API_KEY") else self.simulated_openai_url
        return os.environ.get("OPENAI_BASE_URL") or real

    @property
    def simulated_drive_url(self) -> str:
        """The simulated Drive API, with the OAuth that leads to it."""
        return f"{self.base_url}/sim/drive"

    @property
    def drive_is_simulated(self) -> bool:
        """Whether the simulated Drive is in use: the environment names no OAuth client at Google."""
        return not (os.environ.get("GOOGLE_CLIENT_ID") and os.environ.get("GOOGLE_CLIENT_SECRET"))

    def environment(self) -> dict[str, str]:
        """The environment of the functions and of everything that uses Google's clients against this stack."""
        return {
            **{name: value for name, value in os.environ.items() if name not in _FOREIGN},
            "GOOGLE_CLOUD_PROJECT": PROJECT,
            "GCLOUD_PROJECT": PROJECT,
            "REGION": REGION,
            "FUNCTIONS_BASE_URL": self.functions_url,
            "PUBLIC_BASE_URL": self.base_url,
            "FIRESTORE_EMULATOR_HOST": f"{HOST}:{self.ports.firestore}",
            "STORAGE_EMULATOR_HOST": f"http://{HOST}:{self.ports.storage}",
            "FIREBASE_AUTH_EMULATOR_HOST": f"{HOST}:{self.ports.auth}",
            "CLOUD_TASKS_EMULATOR_HOST": f"{HOST}:{self.ports.tasks}",
            "TASKS_SERVICE_ACCOUNT": self.tasks_service_account,
            "OIDC_JWKS_URL": f"{self.base_url}/local/oidc/jwks",
            "MEDIA_BUCKET": self.media_bucket,
            "META_APP_SECRET": self.secrets.meta_app_secret,
            "META_VERIFY_TOKEN": self.secrets.meta_verify_token,
            "OPERATORS": "acme/acme-owner,acme/key:demo",
            "CREDENTIAL_KEYS": self.secrets.credential_keys,
            "GRAPH_BASE_URL": f"{self.base_url}/sim/graph",
            "GRAPH_VERSION": GRAPH_VERSION,
            "TELEGRAM_BASE_URL": f"{self.base_url}/sim/telegram",
            # A server that needs no key gets one all the same, without which the functions would ask no model.
            "OPENAI_API_KEY": os.environ.get("OPENAI_API_KEY") or OPENAI_KEY,
            "OPENAI_BASE_URL": self.openai_base_url,
            **self._openai_timeout(),
            **self._drive(),
            # The simulated receivers of outgoing webhooks, and nothing else on this machine.
            "WEBHOOK_ALLOWED_HOSTS": f"{HOST}:{self.ports.front}",
            "CLOCK_FILE": str(self.clock_file),
            "GOOGLE_APPLICATION_CREDENTIALS": str(self.service_account_file),
            "PROVIDER_TIMEOUT_S": str(self.provider_timeout_s),
            "LOG_LEVEL": os.environ.get("LOG_LEVEL", "INFO"),
            "PYTHONPATH": str(ROOT),
            "PYTHONUNBUFFERED": "1",
        }

    def _drive(self) -> dict[str, str]:
        # Google's own addresses are the settings' defaults.
        if not self.drive_is_simulated:
            return {}
        google = self.simulated_drive_url
        return {
            "GOOGLE_CLIENT_ID": GOOGLE_CLIENT_ID,
            "GOOGLE_CLIENT_SECRET": GOOGLE_CLIENT_SECRET,
            "GOOGLE_CONSENT_URL": f"{google}/o/oauth2/v2/auth",
            "GOOGLE_TOKEN_URL": f"{google}/token",
            "GOOGLE_REVOKE_URL": f"{google}/revoke",
            "DRIVE_BASE_URL": google,
        }

    def _openai_timeout(self) -> dict[str, str]:
        # A real model may take longer than a simulated provider has to.
        if self.openai_base_url != self.simulated_openai_url:
            return {}
        return {"OPENAI_TIMEOUT_S": str(self.provider_timeout_s)}


# Would point the functions at something other than this stack, or send 127.0.0.1 through a proxy.
_FOREIGN: Final = frozenset(
    {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy", "GRPC_PROXY", "grpc_proxy"}
)


def write_private(path: Path, text: str) -> None:
    """Writes a file that only its owner reads, whole or not at all."""
    scratch = path.with_name(path.name + ".new")
    scratch.touch(mode=0o600)
    scratch.write_text(text)
    scratch.replace(path)


def _service_account() -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return json.dumps(
        {
            "type": "service_account",
            "project_id": PROJECT,
            "private_key_id": "local",
            "private_key": pem.decode(),
            "client_email": f"functions@{PROJECT}.iam.gserviceaccount.com",
            "client_id": "1",
            "token_uri": f"http://{HOST}:9/token",
        }
    )
