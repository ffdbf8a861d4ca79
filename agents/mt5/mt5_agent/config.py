"""What the agent is told at its start: one JSON file, checked whole before anything is done with it.

Password and token lie in files of their own and are read when they are needed, so that a new password needs no restart
and neither secret is ever part of a configuration that somebody prints.
"""

import hashlib
import hmac
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional
from urllib.parse import urlsplit

REQUIRED = {
    "lpUrl": str,
    "instanceId": str,
    "tokenFile": str,
    "login": int,
    "passwordFile": str,
    "server": str,
}
OPTIONAL = {"terminalPath": str, "loginTimeoutMs": int}

# Under the minute after which the LP service counts a login without an answer as failed.
LOGIN_TIMEOUT_MS = 50_000
LOCAL = {"127.0.0.1", "localhost", "::1"}


class ConfigError(Exception):
    """The file cannot be used; the message names every fault in it."""


@dataclass(frozen=True)
class Config:
    lp_url: str
    instance_id: str
    token_file: Path
    login: int
    password_file: Path
    server: str
    terminal_path: Optional[str]
    login_timeout_ms: int

    def token(self) -> str:
        return _secret(self.token_file)

    def password(self) -> str:
        return _secret(self.password_file)

    def fingerprint(self) -> str:
        """Stands for server, login and password: equal when they are, and worthless to whoever lacks the token."""
        parts = json.dumps([self.server, self.login, self.password()]).encode()
        return hmac.new(self.token().encode(), parts, hashlib.sha256).hexdigest()


def load(path: Path) -> Config:
    """Raises ConfigError. Relative paths in the file start from its own folder."""
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path}: {error}") from None
    if not isinstance(given, dict):
        raise ConfigError(f"{path}: expected an object")
    faults = _faults(given)
    if faults:
        raise ConfigError(f"{path}: {'; '.join(faults)}")
    config = Config(
        lp_url=given["lpUrl"].rstrip("/"),
        instance_id=given["instanceId"],
        token_file=path.parent / given["tokenFile"],
        login=given["login"],
        password_file=path.parent / given["passwordFile"],
        server=given["server"],
        terminal_path=given.get("terminalPath"),
        login_timeout_ms=given.get("loginTimeoutMs", LOGIN_TIMEOUT_MS),
    )
    config.fingerprint()
    return config


def _faults(given: dict[str, Any]) -> list[str]:
    known = {**REQUIRED, **OPTIONAL}
    faults = [f"{name} is missing" for name in REQUIRED if name not in given]
    faults += [f"{name} is unknown" for name in given if name not in known]
    # bool is an int in Python, and no login.
    faults += [
        f"{name} must be of type {kind.__name__}"
        for name, kind in known.items()
        if name in given and type(given[name]) is not kind
    ]
    timeout_ms = given.get("loginTimeoutMs", LOGIN_TIMEOUT_MS)
    if type(timeout_ms) is int and not 1_000 <= timeout_ms <= LOGIN_TIMEOUT_MS:
        faults.append(f"loginTimeoutMs must be 1000 to {LOGIN_TIMEOUT_MS}")
    if isinstance(given.get("lpUrl"), str):
        faults += _url_faults(given["lpUrl"])
    return faults


def _url_faults(url: str) -> list[str]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return ["lpUrl must be an http or https address"]
    if parts.scheme == "http" and parts.hostname not in LOCAL:
        return ["lpUrl must be https: the token would cross the network in the clear"]
    return []


def _secret(path: Path) -> str:
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError):
        raise ConfigError(f"{path}: cannot be read") from None
    if not secret:
        raise ConfigError(f"{path}: is empty")
    return secret
