"""Peer coaching: groups of two or three, their sessions, and what students learn by it.

What is said in a session stands here sealed (`sealing`) to those in it and their guide. That
it took place, when and who coached whom stands here in plain: it is counted, not read.
"""

import datetime as dt
import uuid

from sqlalchemy import String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from stagecoach.domain.peers import Method, Where
from stagecoach.domain.tracks import Track
from stagecoach.store import merge_rules
from stagecoach.store.base import Base, reference


class PeerGroup(Base):
    __tablename__ = "peer_group"
    __merge__ = merge_rules.BY_ID

    goal: Mapped[str] = mapped_column(String(300))
    interval_days: Mapped[int]  # agreed: one session in so many days
    minutes: Mapped[int]  # agreed length of a session
    guide_id: Mapped[uuid.UUID | None] = reference("person", index=True)  # from school
    from_on: Mapped[dt.date]
    until_on: Mapped[dt.date | None]  # the last day; None while it lasts
    agreed_on: Mapped[dt.date | None]  # confidentiality, agreed by all of them


class PeerMember(Base):
    __tablename__ = "peer_member"
    __merge__ = merge_rules.same_row("group_id", "student_id")
    __table_args__ = (UniqueConstraint("group_id", "student_id"),)

    group_id: Mapped[uuid.UUID] = reference("peer_group")
    student_id: Mapped[uuid.UUID] = reference("student", index=True)


class PeerSession(Base):
    __tablename__ = "peer_session"
    __merge__ = merge_rules.BY_ID

    group_id: Mapped[uuid.UUID] = reference("peer_group", index=True)
    on_date: Mapped[dt.date]
    minutes: Mapped[int]
    held: Mapped[Where]
    coach_id: Mapped[uuid.UUID] = reference("student")
    coachee_id: Mapped[uuid.UUID] = reference("student", index=True)
    method: Mapped[Method]
    track: Mapped[Track | None]  # on which of the tasks of who brought something in
    sealed: Mapped[str] = mapped_column(Text, default="")  # age, in letters
    readers: Mapped[str] = mapped_column(Text, default="")  # ids of their keys, by spaces


class Apart(Base):
    """Rather not together. No reason, no author, no time (not in its id either): in no journal."""

    __tablename__ = "apart"
    __merge__ = merge_rules.same_row("first_id", "second_id")
    __table_args__ = (UniqueConstraint("first_id", "second_id"),)

    first_id: Mapped[uuid.UUID] = reference("student")  # the lower id
    second_id: Mapped[uuid.UUID] = reference("student", index=True)


class CoachTask(Base):
    """A role-learning task: something a student practises as a coach."""

    __tablename__ = "coach_task"
    __merge__ = merge_rules.BY_ID

    student_id: Mapped[uuid.UUID] = reference("student", index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    done_on: Mapped[dt.date | None]


class Training(Base):
    """In mental resilience: given on some days, to some students."""

    __tablename__ = "training"
    __merge__ = merge_rules.BY_ID

    name: Mapped[str] = mapped_column(String(200))
    given_by: Mapped[str] = mapped_column(String(200), default="")


class TrainingDay(Base):
    __tablename__ = "training_day"
    __merge__ = merge_rules.BY_ID

    training_id: Mapped[uuid.UUID] = reference("training", index=True)
    on_date: Mapped[dt.date]
    starts: Mapped[str] = mapped_column(String(5), default="")  # 13:00, where it is known
    minutes: Mapped[int]


class TrainingPlace(Base):
    """A student who takes part, with the certificate when there is one."""

    __tablename__ = "training_place"
    __merge__ = merge_rules.same_row("training_id", "student_id")
    __table_args__ = (UniqueConstraint("training_id", "student_id"),)

    training_id: Mapped[uuid.UUID] = reference("training")
    student_id: Mapped[uuid.UUID] = reference("student", index=True)
    certificate_on: Mapped[dt.date | None]


class Attendance(Base):
    """A student was there on a day."""

    __tablename__ = "attendance"
    __merge__ = merge_rules.same_row("day_id", "student_id")
    __table_args__ = (UniqueConstraint("day_id", "student_id"),)

    day_id: Mapped[uuid.UUID] = reference("training_day")
    student_id: Mapped[uuid.UUID] = reference("student", index=True)
