"""What the `tls` provider makes, made up: keys and certificates that look right and open nothing.

Nobody has the private half of a public key that is made here: it is derived from a name, not from a private key.
Source of names: the classes of pulumi_tls 5.6 (Apache-2.0), read 2026-11-22.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any

from stacks.rehearsal.random_values import Values
from stacks.rehearsal.wire import Secret

_EXPONENT = (1 << 16) + 1
_BITS = 2048  # the provider's own default
_LEAST_BITS, _MOST_BITS = 512, 16_384  # a cap of ours: a longer key takes memory for nothing
_UNTIL = "2126-01-01T00:00:00Z"
_SINCE = "2026-01-01T00:00:00Z"


def key_values(name: str, seed: str, inputs: Mapping[str, Any]) -> Values | None:
    """What the resource with this type ("PrivateKey") has. None for a type that the provider has not."""
    key_id = hashlib.sha1(seed.encode(), usedforsecurity=False).hexdigest()
    if name == "PrivateKey":
        return key_id, _keys(seed, inputs)
    if name == "CertRequest":
        return key_id, {"certRequestPem": _pem("CERTIFICATE REQUEST", seed), "keyAlgorithm": "RSA"}
    if name in ("SelfSignedCert", "LocallySignedCert"):
        dates = {"validityStartTime": _SINCE, "validityEndTime": _UNTIL, "readyForRenewal": False}
        return key_id, {"certPem": _pem("CERTIFICATE", seed), "keyAlgorithm": "RSA", **dates}
    return None


def _keys(seed: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    if str(inputs.get("algorithm")).upper() == "ED25519":
        body = _field(b"ssh-ed25519") + _field(hashlib.sha256(seed.encode()).digest())
    else:
        body = _rsa(seed, _bits(inputs.get("rsaBits")))
    print_ = hashlib.sha256(body).digest()
    private = {
        "privateKeyPem": "RSA PRIVATE KEY",
        "privateKeyPemPkcs8": "PRIVATE KEY",
        "privateKeyOpenssh": "OPENSSH PRIVATE KEY",
    }
    return {name: Secret(_pem(kind, f"{seed}#{name}")) for name, kind in private.items()} | {
        "publicKeyOpenssh": f"{_word(body)} {base64.b64encode(body).decode()}\n",
        "publicKeyPem": _pem("PUBLIC KEY", seed),
        "publicKeyFingerprintMd5": hashlib.md5(body, usedforsecurity=False).digest().hex(":"),
        "publicKeyFingerprintSha256": f"SHA256:{base64.b64encode(print_).decode().rstrip('=')}",
    }


def _bits(asked: Any) -> int:
    """The length that is asked for, where there are keys of it; else the provider's own."""
    return int(asked) if isinstance(asked, int | float) and _LEAST_BITS <= asked <= _MOST_BITS else _BITS


def _rsa(seed: str, bits: int) -> bytes:
    """A public key as OpenSSH writes it. Its modulus is an odd number of that length, and no product of primes that
    anybody knows."""
    modulus = int.from_bytes(hashlib.shake_256(seed.encode()).digest(bits // 8)) | 1 | 1 << (bits - 1)
    return _field(b"ssh-rsa") + _field(_number(_EXPONENT)) + _field(_number(modulus))


def _field(data: bytes) -> bytes:
    return len(data).to_bytes(4) + data


def _number(value: int) -> bytes:
    return value.to_bytes(value.bit_length() // 8 + 1)  # a bit more: the first one would be a sign


def _word(body: bytes) -> str:
    return body[4 : 4 + int.from_bytes(body[:4])].decode()


def _pem(kind: str, seed: str) -> str:
    made = base64.b64encode(f"rehearsal: made up, opens nothing ({hashlib.sha256(seed.encode()).hexdigest()})".encode())
    lines = [made.decode()[start : start + 64] for start in range(0, len(made), 64)]
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----", ""])
