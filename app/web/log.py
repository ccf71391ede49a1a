"""One JSON line a request, without names, addresses or answers."""

from __future__ import annotations

import json
import logging
import secrets
import sys
import time
from functools import lru_cache

from flask import Flask, Response, g, request

log = logging.getLogger("czeladnik.request")


def init_app(app: Flask) -> None:
    """Number each request and log it when it was answered."""
    app.before_request(_begin)
    app.after_request(_end)


def to_standard_output() -> None:
    """Send all log records to standard output as JSON lines."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(_JsonLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)


def _begin() -> None:
    g.request_id = secrets.token_hex(6)
    g.begun = time.perf_counter()


def _end(response: Response) -> Response:
    request_id = g.get("request_id", "-")
    response.headers.add("X-Request-Id", request_id)
    if log.isEnabledFor(logging.INFO):
        log.info(
            "request",
            extra={
                "fields": {
                    "id": request_id,
                    "method": request.method,
                    # The rule, not the path: paths carry ids of people and attempts.
                    "route": str(request.url_rule or "-"),
                    "status": response.status_code,
                    "ms": round((time.perf_counter() - g.get("begun", 0.0)) * 1000, 1),
                }
            },
        )
    return response


class _JsonLines(logging.Formatter):
    # Made once: the function of the library makes an encoder for every call.
    _encoded = json.JSONEncoder(ensure_ascii=False).encode

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": _second(int(record.created)),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return self._encoded(line)


@lru_cache(maxsize=2)
def _second(moment: int) -> str:
    """Return a second of the clock, with the zone; most records share theirs."""
    return time.strftime("%Y-%m-%dT%H:%M:%S%z", time.localtime(moment))
