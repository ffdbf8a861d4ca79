"""The configuration file: every fault is named, and no secret with it."""

import sys
import tempfile
import unittest
from pathlib import Path
from unittest.mock import patch

from mt5_agent.__main__ import main
from mt5_agent.config import ConfigError, load

from .fakes import PASSWORD, TOKEN, write_config


class ConfigTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def fault(self, **changes: object) -> str:
        path = write_config(self.folder, **changes)
        with self.assertRaises(ConfigError) as caught:
            load(path)
        return str(caught.exception)

    def test_keeps_its_secrets_when_it_is_printed(self) -> None:
        shown = repr(load(write_config(self.folder)))
        self.assertNotIn(PASSWORD, shown)
        self.assertNotIn(TOKEN, shown)

    def test_names_every_fault_at_once(self) -> None:
        fault = self.fault(server=None, login="5001234", passwort="x", loginTimeoutMs=60_000)
        for part in (
            "server is missing",
            "passwort is unknown",
            "login must be of type int",
            "loginTimeoutMs must be 1000 to 50000",
        ):
            self.assertIn(part, fault)

    def test_wants_https_for_everything_but_this_machine(self) -> None:
        self.assertIn("must be https", self.fault(lpUrl="http://lp.example.com"))
        self.assertIn("http or https", self.fault(lpUrl="lp.example.com"))
        load(write_config(self.folder, lpUrl="https://lp.example.com/"))

    def test_wants_secrets_that_are_there(self) -> None:
        path = write_config(self.folder)
        (self.folder / "password").write_text(" \n", encoding="utf-8")
        with self.assertRaisesRegex(ConfigError, "is empty"):
            load(path)
        self.assertIn("cannot be read", self.fault(tokenFile="nowhere"))

    def test_ends_the_program_with_a_sentence_and_no_traceback(self) -> None:
        self.assertEqual(main([]), 2)
        self.assertEqual(main([str(self.folder / "missing.json")]), 2)
        with patch.dict(sys.modules, {"MetaTrader5": None}):
            self.assertEqual(main([str(write_config(self.folder))]), 2)
