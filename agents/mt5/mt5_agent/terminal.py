"""One MetaTrader 5 terminal behind its Python package: log in, look whether it is connected, trade, stop."""

from typing import Any

from .config import Config
from .report import DISCONNECTED, HEARTBEAT, LOGIN_OK, Report

# No error that the package knows: it broke its own interface.
RES_E_FAIL = -1


class Terminal:
    """`package` is the module MetaTrader5, or what stands in for it in a test."""

    def __init__(self, package: Any, config: Config) -> None:
        self._package = package
        self._config = config
        self._linked = False
        self._logged_in = False
        self._lost = False

    def login(self) -> Report:
        """Sends exactly one login, and reports how it went in the terminal's own code space."""
        self._logged_in = self._lost = False
        succeeded = self._login() if self._linked else self._initialize()
        if not succeeded:
            return Report("LOGIN_FAILED", "mt5.terminal", self._last_error())
        self._linked = self._logged_in = True
        return LOGIN_OK

    def look(self) -> Report:
        """What has become of the connection since the last look."""
        connected = self._is_connected()
        if self._logged_in and not connected:
            self._logged_in, self._lost = False, True
            return DISCONNECTED
        if self._lost and connected:
            # The terminal found its way back by itself.
            self._logged_in, self._lost = True, False
            return LOGIN_OK
        return HEARTBEAT

    def trade(self, request: dict[str, Any]) -> Report:
        """Sends one trade request. Without a result it is unknown whether it was executed: ask, never repeat."""
        result = self._package.order_send(request)
        if result is None:
            return Report("TRADE_RESULT", "mt5.terminal", self._last_error())
        return Report("TRADE_RESULT", "mt5.trade", int(result.retcode))

    def stop(self) -> None:
        if self._linked:
            self._package.shutdown()
        self._linked = self._logged_in = self._lost = False

    def _initialize(self) -> bool:
        path = self._config.terminal_path
        where = [] if path is None else [path]
        # Without credentials it would log in by itself with those of the last time, uncounted.
        return bool(
            self._package.initialize(*where, login=self._config.login, **self._credentials())
        )

    def _login(self) -> bool:
        return bool(self._package.login(self._config.login, **self._credentials()))

    def _credentials(self) -> dict[str, Any]:
        return {
            "password": self._config.password(),
            "server": self._config.server,
            "timeout": self._config.login_timeout_ms,
        }

    def _is_connected(self) -> bool:
        info = self._package.terminal_info() if self._linked else None
        return info is not None and bool(info.connected)

    def _last_error(self) -> int:
        """The code alone: the text beside it is the terminal's and may hold anything."""
        error = self._package.last_error()
        return int(error[0]) if isinstance(error, tuple) and error else RES_E_FAIL
