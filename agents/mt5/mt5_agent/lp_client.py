"""Reports to the LP service over HTTP, one at a time. A report that gets no proper answer was not delivered."""

import json
from typing import Any, Optional
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from .config import Config
from .report import Answer, Report, answer_from

TIMEOUT_SECONDS = 10
ANSWER_BYTES_MAX = 65_536


class NotDelivered(Exception):
    """The LP service did not take the report, or its answer was lost: nothing may be done on the strength of it."""


class _NoRedirects(HTTPRedirectHandler):
    """A redirected request would carry the token to somebody else."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> Optional[Request]:
        return None


class LpClient:
    def __init__(self, config: Config) -> None:
        self._config = config
        self._opener = build_opener(_NoRedirects)

    def report(self, report: Report) -> Answer:
        """Raises NotDelivered."""
        try:
            with self._opener.open(self._request(report), timeout=TIMEOUT_SECONDS) as response:
                body = json.loads(response.read(ANSWER_BYTES_MAX))
                return answer_from(body["result"]["data"])
        except HTTPError as error:
            error.close()
            raise NotDelivered(f"HTTP {error.code}") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NotDelivered(type(error).__name__) from None

    def _request(self, report: Report) -> Request:
        body = report.to_wire(self._config.instance_id, self._config.fingerprint())
        return Request(
            f"{self._config.lp_url}/trpc/mt5.report",
            data=json.dumps(body).encode(),
            headers={
                "authorization": f"Bearer {self._config.token()}",
                "content-type": "application/json",
            },
            method="POST",
        )
