"""A file of qualifications, read and checked row by row before anything is kept of it."""

import json
from collections import Counter
from typing import Any

from stagecoach.domain import qualifications as rules
from stagecoach.domain.texts import line
from stagecoach.errors import StageCoachError
from stagecoach.i18n import _, ngettext

LARGEST_FILE = 20_000_000  # bytes; all of SBB's files together are smaller
MOST_PROBLEMS = 20  # shown at once
_TEXTS = ("kd_versie", "sector", "opleidingsdomein", "dossier_crebo", "dossier_titel", "source")


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError(_("the same key stands twice"))
    return fields


def read(content: bytes) -> list[dict[str, Any]]:
    """The rows of the file, each as it should be. Raises StageCoachError naming each wrong one."""
    rows = _parse(content)
    if problems := _problems(rows):
        head = ngettext(
            "%d problem in this file. Nothing was imported.",
            "%d problems in this file. Nothing was imported.",
            len(problems),
        ) % len(problems)
        raise StageCoachError("\n".join([head, *problems[:MOST_PROBLEMS]]))
    return rows


def version(row: dict[str, Any]) -> str:
    """As its file calls it; may be empty."""
    return text(row, "kd_versie", 60)


def text(row: dict[str, Any], name: str, longest: int) -> str:
    """A field that may be left out; one that was checked."""
    return line(str(row.get(name, "")))[:longest]


def _parse(content: bytes) -> list[Any]:
    if len(content) > LARGEST_FILE:
        raise StageCoachError(_("This file is too large for a list of qualifications."))
    try:
        data = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_unique)
        detail = "kwalificaties"
    except (ValueError, RecursionError) as error:
        data, detail = None, _detail(error)
    rows = data.get("kwalificaties") if isinstance(data, dict) else None
    if not isinstance(rows, list):
        text = _("This is no list of qualifications (%s). Nothing was imported.")
        raise StageCoachError(text % detail)
    return rows


def _detail(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return _("line %d cannot be read") % error.lineno
    if isinstance(error, UnicodeDecodeError):
        return _("its letters are not UTF-8")
    if isinstance(error, RecursionError):
        return _("its lists lie too deep in each other")
    return str(error)


def _problems(rows: list[Any]) -> list[str]:
    """Row by row what is wrong and where; rows are counted from 1."""
    texts: list[str] = []
    seen: dict[tuple[str, str], int] = {}
    for number, row in enumerate(rows, start=1):
        try:
            wrong = [*_wrong_head(row), *_wrong_kinds(row), *_wrong_codes(row)]
            key = (row["crebo"], version(row))
            if key in seen:
                text = _("crebo %(crebo)s stands here and in row %(other)d")
                wrong.append(text % {"crebo": key[0], "other": seen[key]})
            seen[key] = number
        except (KeyError, TypeError, AttributeError) as error:
            wrong = [_("a field is missing or of the wrong kind: %s") % error]
        texts += [_("Row %(number)d: %(wrong)s.") % {"number": number, "wrong": w} for w in wrong]
    return texts


def _wrong_head(row: dict[str, Any]) -> list[str]:
    wrong = []
    if not rules.CREBO.fullmatch(row["crebo"]):
        wrong.append(_("crebo %r is not five digits") % row["crebo"])
    if type(row["niveau"]) is not int or row["niveau"] not in rules.LEVELS:
        wrong.append(_("level %r is not 1 to 4") % row["niveau"])
    if problem := _wrong_title(row["titel"]):
        wrong.append(problem)
    return wrong


def _wrong_kinds(row: dict[str, Any]) -> list[str]:
    """Of what may be left out, and of what holds other rows."""
    wrong = [
        _("%s is no text") % name
        for name in _TEXTS
        if not isinstance(row.get(name, ""), str | int) or isinstance(row.get(name), bool)
    ]
    cores = row["kerntaken"]
    lists = [cores, *(core["werkprocessen"] for core in cores)]
    if not all(isinstance(rows, list) for rows in lists):
        wrong.append(_("core tasks and work processes are no lists"))
    sure = [process.get("sure", True) for rows in lists[1:] for process in rows]
    if not all(isinstance(value, bool) for value in sure):
        wrong.append(_("%s is not true or false") % "sure")
    return wrong


def _wrong_title(title: str) -> str | None:
    if not line(title):
        return _("a title is empty")
    if len(title) > rules.LONGEST_TITLE:
        return _("a title is longer than %d characters") % rules.LONGEST_TITLE
    return None


def _wrong_codes(row: dict[str, Any]) -> list[str]:
    wrong: list[str] = []
    codes: list[str] = []
    for core in row["kerntaken"]:
        codes.append(core["code"])
        if not rules.CORE_TASK.fullmatch(core["code"]):
            wrong.append(_("%r is no code of a core task") % core["code"])
        for process in core["werkprocessen"]:
            codes.append(process["code"])
            match = rules.WORK_PROCESS.fullmatch(process["code"])
            if match is None:
                wrong.append(_("%r is no code of a work process") % process["code"])
            elif match[1] != core["code"]:
                text = _("%(code)s does not belong under %(core)s")
                wrong.append(text % {"code": process["code"], "core": core["code"]})
        titles = [core["titel"], *(process["titel"] for process in core["werkprocessen"])]
        wrong += [problem for title in titles if (problem := _wrong_title(title))]
    twice = sorted(code for code, count in Counter(codes).items() if count > 1)
    wrong += [_("code %s stands twice") % code for code in twice]
    return wrong
