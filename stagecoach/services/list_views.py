"""Filters that somebody keeps under a name, and the columns a list leaves out."""

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach.domain.texts import line
from stagecoach.errors import Invalid
from stagecoach.i18n import _
from stagecoach.store.journal import recorded_as
from stagecoach.store.lists import HiddenColumn, SavedFilter

LONGEST_TITLE = 80
MOST = 40  # filters of a list


@dataclass(frozen=True, slots=True)
class Kept:
    """A filter under its name; `choices` maps a filter's name to what was chosen."""

    id: uuid.UUID
    title: str
    choices: dict[str, str]


def kept(session: Session, person_id: uuid.UUID, list_name: str) -> list[Kept]:
    """The filters of a list, in order of their names."""
    f = SavedFilter
    query = (
        select(f.id, f.title, f.choices)
        .where(f.person_id == person_id, f.list_name == list_name)
        .order_by(f.title)
    )
    return [Kept(*row) for row in session.execute(query)]


@recorded_as("lists.keep")
def keep(
    session: Session, person_id: uuid.UUID, list_name: str, title: str, choices: dict[str, str]
) -> uuid.UUID:
    """Keep a filter; one of the same name is replaced. Raises Invalid."""
    wanted = line(title)
    if not wanted:
        raise Invalid({"title": _("Give the filter a name.")})
    if len(wanted) > LONGEST_TITLE:
        raise Invalid({"title": _("At most %d characters fit here.") % LONGEST_TITLE})
    there = {own_filter.title: own_filter.id for own_filter in kept(session, person_id, list_name)}
    if wanted in there:
        same = session.get_one(SavedFilter, there[wanted])
        same.choices = choices
        return same.id
    if len(there) >= MOST:
        raise Invalid({"title": _("There are %d filters. Remove one first.") % MOST})
    saved_filter = SavedFilter(
        person_id=person_id, list_name=list_name, title=wanted, choices=choices
    )
    session.add(saved_filter)
    session.flush()
    return saved_filter.id


@recorded_as("lists.remove")
def remove(session: Session, filter_id: uuid.UUID) -> None:
    session.delete(session.get_one(SavedFilter, filter_id))


def _hidden(session: Session, person_id: uuid.UUID, list_name: str) -> dict[str, HiddenColumn]:
    query = select(HiddenColumn).where(
        HiddenColumn.person_id == person_id, HiddenColumn.list_name == list_name
    )
    return {column.name: column for column in session.scalars(query)}


def hidden(session: Session, person_id: uuid.UUID, list_name: str) -> frozenset[str]:
    """The columns this person leaves out of a list."""
    return frozenset(_hidden(session, person_id, list_name))


@recorded_as("lists.show_column")
def show_column(
    session: Session, person_id: uuid.UUID, list_name: str, name: str, *, shown: bool
) -> None:
    """Leave a column out of a list, or take it up again."""
    there = _hidden(session, person_id, list_name).get(name)
    if shown and there is not None:
        session.delete(there)
    elif not shown and there is None:
        session.add(HiddenColumn(person_id=person_id, list_name=list_name, name=name))
