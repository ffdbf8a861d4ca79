"""The loop: report, obey the answer, wait, look, report. It decides nothing, and never logs in without being told."""

import logging
from typing import Any, Callable

from .lp_client import LpClient, NotDelivered
from .report import HEARTBEAT, Answer, Report
from .terminal import Terminal

WAIT_MIN_MS = 250
WAIT_MAX_MS = 10_000
REDELIVER_MS = 5_000

log = logging.getLogger("mt5_agent")


class Agent:
    """`wait` sleeps for so many milliseconds; a test passes its own."""

    def __init__(self, terminal: Terminal, lp: LpClient, wait: Callable[[int], None]) -> None:
        self._terminal = terminal
        self._lp = lp
        self._wait = wait

    def run(self, keep_going: Callable[[], bool]) -> None:
        report = HEARTBEAT
        try:
            while keep_going():
                report = self.turn(report)
        finally:
            self._terminal.stop()

    def turn(self, report: Report) -> Report:
        """Delivers one report and does what the answer says; the next report."""
        try:
            answer = self._lp.report(report)
        except NotDelivered as error:
            log.warning("report not delivered: event=%s cause=%s", report.event, error)
            self._wait(REDELIVER_MS)
            # A heartbeat grows stale; anything else must arrive.
            return self._terminal.look() if report is HEARTBEAT else report
        return self._obey(answer)

    def trade(self, request: dict[str, Any]) -> Answer:
        """Sends a trade for whoever runs the agent inside a program of theirs, and reports its code. Raises NotDelivered."""
        return self._lp.report(self._terminal.trade(request))

    def _obey(self, answer: Answer) -> Report:
        if answer.action == "LOGIN":
            outcome = self._terminal.login()
            log.info("login sent: event=%s code=%s", outcome.event, outcome.code)
            return outcome
        if answer.action == "STOP":
            self._terminal.stop()
        self._wait(min(WAIT_MAX_MS, max(WAIT_MIN_MS, answer.delay_ms)))
        return self._terminal.look()
