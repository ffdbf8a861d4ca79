"""A scripted MetaTrader5 package, an LP service on a real socket that answers by script, and a configuration."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Optional

PASSWORD = "canary-password-7391"
TOKEN = "canary-token-5528"


class FakeMetaTrader5:
    """Each login takes the next code of the script: 1 succeeds, anything else is its last_error."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.calls: list[tuple[str, Any]] = []
        self.connected = False
        self.error = 1
        self.retcode: Optional[int] = 10009

    def initialize(self, *path: str, **named: Any) -> bool:
        self.calls.append(("initialize", {"path": list(path), **named}))
        return self._login()

    def login(self, login: int, **named: Any) -> bool:
        self.calls.append(("login", {"login": login, **named}))
        return self._login()

    def _login(self) -> bool:
        self.error = self.codes.pop(0)
        self.connected = self.error == 1
        return self.connected

    def last_error(self) -> tuple[int, str]:
        return (self.error, f"text with {PASSWORD}")

    def terminal_info(self) -> SimpleNamespace:
        return SimpleNamespace(connected=self.connected)

    def order_send(self, _request: dict[str, Any]) -> Optional[SimpleNamespace]:
        return None if self.retcode is None else SimpleNamespace(retcode=self.retcode)

    def shutdown(self) -> None:
        self.calls.append(("shutdown", None))
        self.connected = False

    def count(self, *names: str) -> int:
        return sum(1 for name, _ in self.calls if name in names)


def answer(action: str, delay_ms: int = 0, status: str = "CONNECTING") -> dict[str, Any]:
    return {"result": {"data": {"action": action, "delayMs": delay_ms, "status": status}}}


class FakeLp:
    """Answers by script; an int is an HTTP status, anything else a body."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.received: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._server = HTTPServer(("127.0.0.1", 0), self._handler())
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def events(self) -> list[str]:
        return [body["event"] for body in self.received]

    def _handler(lp: "FakeLp") -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers["content-length"])
                lp.received.append({"path": self.path, **json.loads(self.rfile.read(length))})
                lp.headers.append({name.lower(): value for name, value in self.headers.items()})
                script = lp.answers.pop(0)
                status, body = (script, {}) if isinstance(script, int) else (200, script)
                self.send_response(status)
                if status == 302:
                    self.send_header("location", f"{lp.url}/elsewhere")
                self.end_headers()
                self.wfile.write(json.dumps(body).encode())

            def log_message(self, *_args: Any) -> None:
                """Silent: the test looks at what was received."""

        return Handler


def write_config(folder: Path, **changes: Any) -> Path:
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    (folder / "token").write_text(f"{TOKEN}\n", encoding="utf-8")
    given = {
        "lpUrl": "http://127.0.0.1:7998",
        "instanceId": "mt5-1",
        "tokenFile": "token",
        "login": 5001234,
        "passwordFile": "password",
        "server": "Broker-Demo",
        **changes,
    }
    path = folder / "agent.json"
    path.write_text(json.dumps({k: v for k, v in given.items() if v is not None}), encoding="utf-8")
    return path
