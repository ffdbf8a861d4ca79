"""Places one order over REST with Python's standard library: signs in, handles each error by its code, and repeats
only what may be repeated.

    python3 examples/rest/place_order.py [volume]

against ORDER_URL or http://127.0.0.1:7999.
"""

import json
import os
import sys
import time
import uuid
from urllib import error, request

URL = os.environ.get("ORDER_URL", "http://127.0.0.1:7999")
CREDENTIALS = {
    "username": os.environ.get("ORDER_USER", "trader"),
    "password": os.environ.get("ORDER_PASSWORD", "trader-demo"),
}
TRIES = 4


class ApiError(Exception):
    """An answer that is not a success. `outcome` says whether the command was executed."""

    def __init__(self, body, headers):
        super().__init__(body.get("error", "no message"))
        self.code = body.get("code", "UNKNOWN_ERROR")
        self.details = body.get("details", {})
        self.outcome = headers.get("X-Error-Outcome", "UNKNOWN")
        self.retry = headers.get("X-Error-Retry", "never")
        self.retry_after = int(headers.get("Retry-After", "1"))


def post(path, body, headers=None):
    sent = request.Request(
        URL + path,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json", **(headers or {})},
    )
    try:
        with request.urlopen(sent, timeout=15) as answer:
            return json.load(answer)
    except error.HTTPError as refused:
        raise ApiError(json.load(refused), refused.headers) from None


def sign_in():
    return post("/login", CREDENTIALS)["token"]


def may_repeat(failure):
    """Waits as long as it takes. A broken line leaves it open what happened: the key makes repeating safe."""
    if not isinstance(failure, ApiError):
        time.sleep(1)
        return True
    if failure.retry == "refresh":
        return True
    if failure.retry in ("after", "backoff"):
        # Another price is another decision: not ours to take.
        if failure.code == "PRICE_CHANGED":
            return False
        time.sleep(failure.retry_after)
        return True
    if failure.retry == "same-key":
        time.sleep(1)
        return True
    return False


def place_order(order):
    """One key for all tries: whatever became of an earlier one, the order is placed at most once."""
    key = str(uuid.uuid4())
    token = sign_in()
    for attempt in range(1, TRIES + 1):
        try:
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
            return post("/api/orders/market", order, headers)
        except (ApiError, OSError) as failure:
            if attempt == TRIES or not may_repeat(failure):
                raise
            if getattr(failure, "retry", None) == "refresh":
                token = sign_in()


def main():
    volume = float(sys.argv[1]) if len(sys.argv) > 1 else 0.1
    try:
        order = place_order({"symbol": "EURUSD", "side": "BUY", "volume": volume})["order"]
        print(f"filled: {order['id']} at {order['avgFillPrice']}")
        return 0
    except ApiError as failure:
        if failure.code == "MARGIN_INSUFFICIENT":
            print(f"too large: at most {failure.details['maxVolume']} lots fit now")
        elif failure.code == "MARKET_CLOSED":
            print(f"closed until {failure.details['opensAt'] or 'somebody knows better'}")
        elif failure.code == "LP_TIMEOUT":
            print(f"nobody knows yet: ask for order {failure.details['orderId']}")
        else:
            print(f"{failure.code}: {failure}")
        return 1
    except OSError as failure:
        print(f"no answer: {failure}")
        return 1


if __name__ == "__main__":
    sys.exit(main())
