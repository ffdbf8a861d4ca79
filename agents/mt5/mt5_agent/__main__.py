"""`python -m mt5_agent agent.json`: reads the configuration, then runs until it is told to end."""

import importlib
import logging
import signal
import sys
import threading
from pathlib import Path

from .agent import Agent
from .config import ConfigError, load
from .lp_client import LpClient
from .terminal import Terminal


def main(arguments: list[str]) -> int:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    if len(arguments) != 1:
        print("usage: python -m mt5_agent CONFIG.json", file=sys.stderr)
        return 2
    try:
        config = load(Path(arguments[0]))
        package = importlib.import_module("MetaTrader5")
        ended = threading.Event()
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, lambda *_: ended.set())
        agent = Agent(
            Terminal(package, config),
            LpClient(config),
            lambda ms: ended.wait(ms / 1000) and None,
        )
        agent.run(lambda: not ended.is_set())
    except ConfigError as error:
        print(error, file=sys.stderr)
        return 2
    except ModuleNotFoundError:
        print("The package MetaTrader5 is missing: pip install MetaTrader5 (Windows)", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
