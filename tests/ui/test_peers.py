"""Peer coaching on screen: sheets, keys, the steps of a talk, and who sees which part."""

import datetime as dt
import uuid
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import select
from sqlalchemy.orm import Session

from stagecoach import clock
from stagecoach.domain.peers import Method
from stagecoach.domain.people import Role
from stagecoach.services.peers import groups, sessions, trainings
from stagecoach.services.people import keys
from stagecoach.store.drafts import Draft
from stagecoach.ui.core.current_store import CurrentStore
from stagecoach.ui.core.page import Place
from stagecoach.ui.dossier.page import DossierPage
from stagecoach.ui.peers.open_key import OpenKeyForm
from stagecoach.ui.peers.page import PeersPage
from stagecoach.ui.peers.pair_form import PairForm
from stagecoach.ui.peers.session_form import SessionForm
from stagecoach.ui.peers.steps import StepAid
from stagecoach.ui.peers.tab import PeersTab
from stagecoach.ui.peers.training_form import TrainingForm
from stagecoach.ui.window.main_window import MainWindow
from stagecoach.ui.window.shell import Shell
from tests.make import step
from tests.ui.test_rights import enter_as

F = TypeVar("F", bound=QWidget)
WORDS = "samen sterk op pad"


def shown(part: QWidget) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in part.findChildren(QLabel) if label.isVisible())


def page_of(shell: Shell) -> PeersPage:
    shell.go(Place("peers"))
    page = shell.current()
    assert isinstance(page, PeersPage)
    return page


def tab_of(shell: Shell, key: uuid.UUID) -> PeersTab:
    shell.go(Place("dossier", key, tab="peers"))
    page = shell.current()
    assert isinstance(page, DossierPage)
    tab = page.tab()
    assert isinstance(tab, PeersTab)
    return tab


def sheet(over: QWidget, kind: type[F]) -> F:
    return next(form for form in over.findChildren(kind) if form.isVisible())


@pytest.fixture
def guide(shell: Shell, window: MainWindow, current: CurrentStore, youssef: uuid.UUID) -> Shell:
    return enter_as(current, window, Role.SCHOOL_SUPERVISOR, youssef)


@pytest.fixture
def student(shell: Shell, window: MainWindow, current: CurrentStore, youssef: uuid.UUID) -> Shell:
    """With a key of their own that is open."""
    inside = enter_as(current, window, Role.STUDENT, youssef)
    inside.workspace.do(keys.make, WORDS, WORDS)
    inside.workspace.key = inside.workspace.ask(keys.unlock, WORDS)
    return inside


def test_a_pair_with_oneself_is_said_beside_the_names(guide: Shell) -> None:
    page = page_of(guide)
    page.new()
    form = sheet(page, PairForm)
    for box in form.members[:2]:
        box.setCurrentIndex(1)
    form.terms.goal.setText("Samen leren")
    form.terms.last.setText("31-2-2027")
    form.ok.click()
    assert "bestaat niet" in form.problem("until_on")
    form.terms.last.clear()
    form.ok.click()
    assert "met zichzelf" in form.problem("members")
    assert form.isVisible()


def test_what_is_half_typed_is_kept_sealed_and_comes_back(
    student: Shell, youssef: uuid.UUID
) -> None:
    tab = tab_of(student, youssef)
    tab.view.new_session()
    form = sheet(tab, SessionForm)
    assert form.said is not None
    form.said.texts["question"].setPlainText("Hoe zeg ik nee?")
    form.reject()  # as the lock does

    def kept(session: Session) -> list[str]:
        return [str(draft.fields) for draft in session.scalars(select(Draft))]

    told = student.workspace.ask(kept)
    assert len(told) == 1
    assert "Hoe zeg" not in told[0]
    tab.view.new_session()
    again = sheet(tab, SessionForm)
    assert again.said is not None
    assert again.said.texts["question"].toPlainText() == "Hoe zeg ik nee?"
    again.ok.click()
    assert student.workspace.ask(kept) == []


def test_who_is_no_reader_keeps_that_a_talk_took_place(guide: Shell, youssef: uuid.UUID) -> None:
    tab = tab_of(guide, youssef)
    assert "alleen" in shown(tab)
    before = guide.workspace.ask(groups.overview)[0].sessions
    tab.view.new_session()
    form = sheet(tab, SessionForm)
    assert form.said is None
    assert "Jij legt vast" in shown(form)
    form.ok.click()
    after = {row.name: row.sessions for row in guide.workspace.ask(groups.overview)}
    assert after["Lotte en Youssef"] == before + 1


def test_without_the_key_what_was_said_stays_closed(student: Shell, youssef: uuid.UUID) -> None:
    tab = tab_of(student, youssef)
    tab.view.new_session()
    form = sheet(tab, SessionForm)
    assert form.said is not None
    form.said.texts["action"].setPlainText("Eén zin oefenen")
    form.ok.click()
    student.workspace.key = None
    tab.view._again()
    told = tab.view.chosen()
    assert told is not None
    assert told.closed
    assert told.question == "verzegeld"
    tab.view.tick()  # nothing to tick, and nothing happens
    tab.view._edit()
    closed = sheet(tab, SessionForm)
    assert closed.said is None
    closed.minutes.setValue(45)
    closed.ok.click()  # what is in plain changes, what is sealed stays as it is
    student.workspace.key = student.workspace.ask(keys.unlock, WORDS)
    tab.view._again()
    told = tab.view.chosen()
    assert told is not None
    assert (told.row.minutes, told.action) == (45, "Eén zin oefenen")


def test_the_wrong_passphrase_opens_nothing(student: Shell, youssef: uuid.UUID) -> None:
    student.workspace.key = None
    tab = tab_of(student, youssef)
    tab.view.open_key()
    form = sheet(tab, OpenKeyForm)
    for _number in range(3):
        form.secret.setText("mis")
        form.ok.click()
        assert form.problem("secret")
        assert student.workspace.key is None
    form.secret.setText(WORDS)
    form.ok.click()
    assert student.workspace.key is not None


def test_somebody_else_finds_no_open_key(
    student: Shell, window: MainWindow, current: CurrentStore
) -> None:
    workspace = student.workspace
    assert workspace.key is not None
    current.lock()
    assert workspace.key is None


def test_the_steps_of_a_method_run_along(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(clock, "ticks", lambda: now)
    holder = QWidget()
    qtbot.addWidget(holder)
    aid = StepAid(Method.INCIDENT)
    aid.setParent(holder)
    holder.show()
    aid.show_step()
    assert "Stap 1 van 7" in shown(aid)
    aid.toggle()
    now += 4 * 60
    aid.show_step()
    assert "nog 1:00" in shown(aid)
    now += 90
    aid.show_step()
    assert "0:30 over tijd" in shown(aid)
    aid.go_on()
    assert "Stap 2 van 7" in shown(aid)
    assert "nog 10:00" in shown(aid)
    aid.choose(Method.FREE)
    assert not aid.isVisible()


def test_ticks_stay_with_their_day_when_another_goes(guide: Shell) -> None:
    page = page_of(guide)
    page.keep_training()
    form = sheet(page, TrainingForm)
    form.which.setCurrentIndex(0)
    form._load()
    form.name.setText("Weerbaar")
    form.add_day()
    form.lines[0].date.set_day(clock.today() - dt.timedelta(days=7))
    form.table.item(0, 2).setCheckState(Qt.CheckState.Checked)
    form.lines[0].gone.click()
    form.ok.click()
    choice = next(c for c in guide.workspace.ask(trainings.overview) if c.name == "Weerbaar")
    kept = guide.workspace.ask(trainings.draft, choice.id)
    assert [(day.on_date, len(day.there)) for day in kept.days] == [(clock.today(), 1)]


@pytest.mark.parametrize("role", [Role.WORKPLACE_TRAINER, Role.WORK_COACH])
def test_who_only_counts_gets_no_more_than_the_count(
    shell: Shell, window: MainWindow, current: CurrentStore, youssef: uuid.UUID, role: Role
) -> None:
    inside = enter_as(current, window, role, youssef)
    tab = tab_of(inside, youssef)
    assert "4 gesprekken," in shown(tab)
    assert "testgevallen" not in shown(tab)
    assert tab.view.told is not None
    assert tab.view.told.rows == []
    assert tab.view.told.group.goal == ""
    page = page_of(inside)
    assert "testgevallen" not in shown(page)
    assert [entry.group.goal for entry in page.model.rows() if entry.group] == [""]


def test_the_views_of_students_lead_to_each_other(guide: Shell) -> None:
    guide.go(Place("students"))
    page = page_of(guide)
    assert page.window_title() == "Peer-coaching"
    assert guide.sidebar.items["students"].isChecked()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.chosen() is not None


def test_many_talks_open_a_page_at_a_time(student: Shell, youssef: uuid.UUID) -> None:
    tab = tab_of(student, youssef)
    assert tab.view.told is not None
    group = tab.view.told.group.id

    def many(session: Session) -> None:
        draft = sessions.new_draft(session, group)
        for _number in range(150):
            sessions.save(session, draft)

    student.workspace.do(step(many))
    assert tab.view.model.rowCount() == 100
    tab.view.table.scrollToBottom()
    tab.view.model.fetchMore(tab.view.table.rootIndex())
    assert tab.view.model.rowCount() == 154


def test_enter_opens_the_key(student: Shell, youssef: uuid.UUID) -> None:
    student.workspace.key = None
    tab = tab_of(student, youssef)
    tab.view.open_key()
    form = sheet(tab, OpenKeyForm)
    form.secret.setText(WORDS)
    QTest.keyClick(form.secret, Qt.Key.Key_Return)
    assert student.workspace.key is not None


def test_enter_in_a_line_neither_saves_nor_closes(guide: Shell) -> None:
    page = page_of(guide)
    page.new()
    form = sheet(page, PairForm)
    QTest.keyClicks(form.terms.goal, "Samen leren")
    QTest.keyClick(form.terms.goal, Qt.Key.Key_Return)
    assert form.isVisible()
    assert form.terms.goal.text() == "Samen leren"


def test_a_lock_in_the_middle_of_a_word_keeps_the_word(
    student: Shell, window: MainWindow, current: CurrentStore, youssef: uuid.UUID
) -> None:
    tab = tab_of(student, youssef)
    tab.view.new_session()
    form = sheet(tab, SessionForm)
    assert form.said is not None
    form.said.texts["insight"].setPlainText("Eerst vragen, dan")
    student.flush()  # as the lock does, at once
    kept = student.workspace.ask(lambda s: s.scalars(select(Draft)).all())
    assert len(kept) == 1


def test_a_draft_under_a_key_given_up_changes_nothing(student: Shell, youssef: uuid.UUID) -> None:
    tab = tab_of(student, youssef)
    tab.view.new_session()
    form = sheet(tab, SessionForm)
    assert form.said is not None
    form.said.texts["insight"].setPlainText("Eerst vragen")
    form.reject()
    student.workspace.do(keys.lose)
    student.workspace.do(keys.make, WORDS, WORDS)
    student.workspace.key = student.workspace.ask(keys.unlock, WORDS)
    tab.view._again()
    tab.view.new_session()
    again = sheet(tab, SessionForm)
    assert again.said is not None
    assert again.said.texts["insight"].toPlainText() == ""
    assert again.coach.currentData() is not None


def test_without_a_pair_no_talk_can_be_begun(guide: Shell, youssef: uuid.UUID) -> None:
    tab = tab_of(guide, youssef)
    assert tab.view.told is not None
    tab.view.hide_group()  # as the next student without a pair does
    tab.view.new_session()
    assert not [form for form in tab.findChildren(SessionForm) if form.isVisible()]


def test_another_training_is_not_chosen_over_what_was_typed(guide: Shell) -> None:
    page = page_of(guide)
    page.keep_training()
    form = sheet(page, TrainingForm)
    first = form.which.currentData()
    form.which.setCurrentIndex(0)
    form._choose()
    assert form.which.currentData() is None  # nothing was typed: the new one is there
    form.name.setText("Weerbaar")
    form.which.setCurrentIndex(1)
    form._choose()
    assert form.which.currentData() is None
    assert form.name.text() == "Weerbaar"
    assert "Bewaar deze training eerst" in form.problem("which")
    assert first is not None
