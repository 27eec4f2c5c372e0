"""What an adviser writes down for themselves: a note on a case, and how they look back on it."""

from stagecoach.services.cases.fields import needed, text, today_text
from stagecoach.store.cases import Room


def note(room: Room, case_id: str, words: str) -> None:
    """For the handler alone. Raises Invalid."""
    room.append(case_id, "note", words=needed("words", words), on_day=today_text())


def reflect(room: Room, case_id: str, answers: dict[str, str]) -> None:
    """What the handler learned: their own learning task."""
    kept = {name: text(name, said) for name, said in answers.items()}
    room.append(case_id, "reflection", on_day=today_text(), **kept)
