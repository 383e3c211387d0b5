"""Signs the OIDC tokens that Google attaches to task and schedule calls, with a key of the local stack."""

import hashlib
import os
import time
from pathlib import Path

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

ISSUER = "https://accounts.google.com"
TOKEN_LIFETIME_S = 3600
# Signing takes about a millisecond; a queue at full speed would spend half a core on it.
TOKEN_REUSE_S = 300
KEY_FILE = "oidc_key.pem"


class TokenIssuer:
    """Issues tokens like Google's for service accounts, verifiable with `jwks()`."""

    def __init__(self, state_dir: Path) -> None:
        """Reads the signing key from `state_dir`, or generates it there once."""
        state_dir.mkdir(parents=True, exist_ok=True)
        path = state_dir / KEY_FILE
        if not path.exists():
            _generate_key(path)
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
        if not isinstance(key, rsa.RSAPrivateKey):
            raise ValueError(f"{KEY_FILE} is not an RSA key")
        self._key = key
        public_der = key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
        self._kid = hashlib.sha256(public_der).hexdigest()[:40]
        self._cache: dict[tuple[str, str], tuple[float, str]] = {}

    def token(self, audience: str, email: str) -> str:
        """A signed token of the service account `email` for `audience`.

        Its times are real ones, whatever the virtual clock says, because verifiers compare them with their own.
        """
        now_s = time.time()
        issued_s, token = self._cache.get((audience, email), (0.0, ""))
        if now_s - issued_s < TOKEN_REUSE_S:
            return token
        claims = {
            "iss": ISSUER,
            "aud": audience,
            "azp": email,
            "sub": str(int(hashlib.sha256(email.encode()).hexdigest()[:16], 16)),
            "email": email,
            "email_verified": True,
            "iat": int(now_s),
            "exp": int(now_s) + TOKEN_LIFETIME_S,
        }
        token = jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self._kid})
        self._cache[audience, email] = (now_s, token)
        return token

    def jwks(self) -> dict[str, list[dict[str, str]]]:
        """The public key as a JSON Web Key Set."""
        public = RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        key = {"kty": "RSA", "n": str(public["n"]), "e": str(public["e"])}
        return {"keys": [key | {"use": "sig", "alg": "RS256", "kid": self._kid}]}


def _generate_key(path: Path) -> None:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    # Written aside and renamed: a stack that is killed meanwhile leaves no half a key.
    scratch = path.with_name(path.name + ".new")
    with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(pem)
    os.replace(scratch, path)
