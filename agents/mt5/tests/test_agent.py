"""The agent's behaviour as the LP service and the terminal see it."""

import tempfile
import unittest
from pathlib import Path
from typing import Any

from mt5_agent.agent import Agent
from mt5_agent.config import load
from mt5_agent.lp_client import LpClient
from mt5_agent.report import HEARTBEAT
from mt5_agent.terminal import Terminal

from .fakes import PASSWORD, TOKEN, FakeLp, FakeMetaTrader5, answer, write_config


class AgentTest(unittest.TestCase):
    def desk(self, package: FakeMetaTrader5, *answers: Any, **changes: Any) -> tuple[Agent, FakeLp]:
        lp = FakeLp(*answers)
        self.addCleanup(lp.close)
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)
        config = load(write_config(self.folder, lpUrl=lp.url, **changes))
        self.waits: list[int] = []
        agent = Agent(Terminal(package, config), LpClient(config), self.waits.append)
        return agent, lp

    def play(self, agent: Agent, lp: FakeLp) -> None:
        agent.run(lambda: len(lp.answers) > 0)

    def test_logs_in_only_when_told_and_reports_the_outcome(self) -> None:
        package = FakeMetaTrader5(1)
        agent, lp = self.desk(
            package, answer("CONTINUE", 3000), answer("LOGIN"), answer("CONTINUE", 9000)
        )
        self.play(agent, lp)
        self.assertEqual(lp.events(), ["HEARTBEAT", "HEARTBEAT", "LOGIN_OK"])
        self.assertEqual(self.waits, [3000, 9000])
        self.assertEqual(package.count("initialize", "login"), 1)

    def test_hands_the_credentials_to_the_terminal_and_to_nobody_else(self) -> None:
        package = FakeMetaTrader5(-6, 1)
        agent, lp = self.desk(
            package, answer("LOGIN"), answer("LOGIN"), answer("CONTINUE"), terminalPath="C:/t.exe"
        )
        with self.assertLogs("mt5_agent") as logs:
            self.play(agent, lp)
        credentials = {"password": PASSWORD, "server": "Broker-Demo", "timeout": 50_000}
        expected = {"path": ["C:/t.exe"], "login": 5001234, **credentials}
        self.assertEqual(package.calls[0], ("initialize", expected))
        self.assertNotIn(PASSWORD, str(lp.received) + str(lp.headers) + str(logs.output))
        self.assertNotIn(TOKEN, str(lp.received) + str(logs.output))

    def test_reports_a_refusal_in_the_code_space_of_the_terminal(self) -> None:
        agent, lp = self.desk(FakeMetaTrader5(-6), answer("LOGIN"), answer("CONTINUE", 5000))
        self.play(agent, lp)
        refusal = lp.received[1]
        self.assertEqual(refusal["path"], "/trpc/mt5.report")
        self.assertEqual(
            [refusal[name] for name in ("id", "event", "space", "code")],
            ["mt5-1", "LOGIN_FAILED", "mt5.terminal", -6],
        )
        self.assertEqual(lp.headers[1]["authorization"], f"Bearer {TOKEN}")

    def test_says_when_the_connection_is_lost_and_when_it_came_back_by_itself(self) -> None:
        package = FakeMetaTrader5(1)
        agent, lp = self.desk(package, answer("LOGIN"), *[answer("CONTINUE", 1000)] * 4)
        report = agent.turn(agent.turn(HEARTBEAT))
        self.assertEqual(report.event, "HEARTBEAT")
        package.connected = False
        report = agent.turn(report)
        self.assertEqual(report.event, "DISCONNECTED")
        self.assertEqual(agent.turn(report).event, "HEARTBEAT")
        package.connected = True
        self.assertEqual(agent.turn(HEARTBEAT).event, "LOGIN_OK")
        self.assertEqual(package.count("initialize", "login"), 1)

    def test_uses_a_link_that_stands_for_the_next_login(self) -> None:
        package = FakeMetaTrader5(1, 1)
        agent, lp = self.desk(package, answer("LOGIN"), answer("LOGIN"), answer("CONTINUE"))
        self.play(agent, lp)
        self.assertEqual([name for name, _ in package.calls], ["initialize", "login", "shutdown"])

    def test_stops_the_terminal_when_told_and_goes_on_reporting(self) -> None:
        package = FakeMetaTrader5(1)
        agent, lp = self.desk(
            package, answer("LOGIN"), answer("STOP", 10_000, "STOPPED"), answer("STOP", 10_000)
        )
        self.play(agent, lp)
        self.assertEqual(lp.events(), ["HEARTBEAT", "LOGIN_OK", "HEARTBEAT"])
        self.assertEqual(package.count("shutdown"), 1)

    def test_delivers_an_outcome_until_it_arrives_and_never_logs_in_meanwhile(self) -> None:
        package = FakeMetaTrader5(-6)
        agent, lp = self.desk(
            package, answer("LOGIN"), 503, {"nonsense": 1}, answer("REBOOT"), answer("CONTINUE")
        )
        self.play(agent, lp)
        self.assertEqual(lp.events(), ["HEARTBEAT"] + ["LOGIN_FAILED"] * 4)
        self.assertEqual(self.waits, [5000, 5000, 5000, 250])
        self.assertEqual(package.count("initialize", "login"), 1)

    def test_follows_no_redirect(self) -> None:
        agent, lp = self.desk(FakeMetaTrader5(), 302)
        self.play(agent, lp)
        self.assertEqual([body["path"] for body in lp.received], ["/trpc/mt5.report"])

    def test_tells_new_credentials_from_old_ones_without_saying_what_they_are(self) -> None:
        agent, lp = self.desk(FakeMetaTrader5(), *[answer("CONTINUE")] * 3)
        agent.turn(agent.turn(HEARTBEAT))
        (self.folder / "password").write_text("another", encoding="utf-8")
        agent.turn(HEARTBEAT)
        first, second, third = [body["credentialFingerprint"] for body in lp.received]
        self.assertEqual(first, second)
        self.assertNotEqual(second, third)

    def test_reports_a_trade_by_its_return_code_or_by_the_last_error(self) -> None:
        package = FakeMetaTrader5()
        agent, lp = self.desk(package, *[answer("CONTINUE")] * 2)
        agent.trade({"symbol": "EURUSD"})
        package.retcode, package.error = None, -10005
        agent.trade({"symbol": "EURUSD"})
        told = [(body["event"], body["space"], body["code"]) for body in lp.received]
        self.assertEqual(
            told,
            [("TRADE_RESULT", "mt5.trade", 10009), ("TRADE_RESULT", "mt5.terminal", -10005)],
        )
