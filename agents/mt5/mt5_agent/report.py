"""What the agent tells the LP service, and what it is told in answer."""

from dataclasses import dataclass
from typing import Any, Literal, Optional

Event = Literal["LOGIN_OK", "LOGIN_FAILED", "DISCONNECTED", "HEARTBEAT", "TRADE_RESULT"]
# The terminal's last_error and a trade's return code use the same numbers for different things.
Space = Literal["mt5.terminal", "mt5.trade"]
Action = Literal["LOGIN", "CONTINUE", "STOP"]

ACTIONS = ("LOGIN", "CONTINUE", "STOP")


@dataclass(frozen=True)
class Report:
    event: Event
    space: Optional[Space] = None
    code: Optional[int] = None

    def to_wire(self, instance_id: str, fingerprint: str) -> dict[str, Any]:
        body: dict[str, Any] = {
            "id": instance_id,
            "event": self.event,
            "credentialFingerprint": fingerprint,
        }
        if self.code is not None:
            body.update(space=self.space, code=self.code)
        return body


HEARTBEAT = Report("HEARTBEAT")
LOGIN_OK = Report("LOGIN_OK")
DISCONNECTED = Report("DISCONNECTED")


@dataclass(frozen=True)
class Answer:
    action: Action
    delay_ms: int
    status: str


def answer_from(data: Any) -> Answer:
    """Raises ValueError for anything that is not an answer, so that nothing else is ever obeyed."""
    if not isinstance(data, dict):
        raise ValueError("the answer is no object")
    action, delay_ms, status = data.get("action"), data.get("delayMs"), data.get("status")
    if action not in ACTIONS:
        raise ValueError("the answer has no known action")
    if isinstance(delay_ms, bool) or not isinstance(delay_ms, (int, float)) or delay_ms < 0:
        raise ValueError("the answer has no delay")
    return Answer(action, int(delay_ms), str(status))
