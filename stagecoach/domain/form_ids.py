"""The id on each page of a printed form: eight Crockford characters, the last one a check.

Crockford's alphabet has no I, L, O and U, so it can be read aloud and typed back. The check
character is Luhn's, modulo 32 (python-stdnum): one wrong character is always found.
"""

import secrets

from stdnum import luhn
from stdnum.exceptions import ValidationError

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("ILO", "110", "- ")


def new() -> str:
    body = "".join(secrets.choice(ALPHABET) for _ in range(7))
    return body + str(luhn.calc_check_digit(body, ALPHABET))


def shown(form_id: str) -> str:
    """7F3K-29Q1."""
    return f"{form_id[:4]}-{form_id[4:]}"


def parse(typed: str) -> str | None:
    """The id as stored, however it was typed; None when it cannot be one."""
    form_id = typed.strip().upper().translate(_LOOKALIKES)
    try:
        valid = len(form_id) == 8 and luhn.validate(form_id, ALPHABET)  # noqa: PLR2004
    except ValidationError:
        return None
    return form_id if valid else None
