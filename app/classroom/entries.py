"""What somebody entered into a form of questions, read by the questions themselves."""

from __future__ import annotations

import re
from typing import Any

from flask import abort, request
from werkzeug.datastructures import MultiDict

from app.questions.base import BadResponse, Form, Question

KEY_FIELD = "key"
_KEY = re.compile(r"[0-9a-f]{16,64}")


def client_key() -> str:
    """Return the key of the form that was sent; 422 when it has none of ours."""
    keys = request.form.getlist(KEY_FIELD)
    if len(keys) != 1 or not _KEY.fullmatch(keys[0]):
        abort(422)
    return keys[0]


def entered(
    question: Question, form: Form, posted: MultiDict[str, str]
) -> tuple[dict[str, Any] | None, BadResponse | None]:
    """Return (answer or None when left blank, fault or None)."""
    try:
        return question.read(posted.to_dict(flat=False), form), None
    except BadResponse as fault:
        return None, fault
