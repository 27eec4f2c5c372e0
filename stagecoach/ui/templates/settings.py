"""What is said of one block, and of the form as a whole: fields that change the blueprint."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtWidgets import QCheckBox, QRadioButton, QWidget

from stagecoach.domain.evaluations import Kind, Party, Reveal, Voice, signer_name
from stagecoach.domain.evaluations import kind_name as evaluation_name
from stagecoach.domain.templates import edits
from stagecoach.domain.templates.blueprints import ASKED, TRACKS, Block, BlockKind, Outcomes
from stagecoach.domain.templates.words import kind_name, outcome_name, reveal_name, voice_name
from stagecoach.i18n import _
from stagecoach.services.templates.qualifications import Row as Qualification
from stagecoach.ui.templates.editing import Editing
from stagecoach.ui.templates.fields import Change, choice, line, tick
from stagecoach.ui.widgets.fields import column, framed, label, labelled, number_box, row
from stagecoach.ui.widgets.flow import Sides, flow

_MOST_VALUES = 5  # of a scale, in a card beside others


class GeneralPanel(QWidget):
    """Name and head, for whom it is, who signs and who gives a view."""

    def __init__(self, editing: Editing, qualifications: list[Qualification]) -> None:
        super().__init__()
        self._editing = editing
        form = editing.blueprint
        studies = [(_("any qualification"), "")]
        studies += [(f"{q.crebo} {q.title}", q.crebo) for q in qualifications]
        first = column(
            labelled(_("&Name of the template"), line(form.name, self._set("name"), 200)),
            labelled(
                _("&Title on paper"),
                line(form.title, self._set("title")),
                _("empty: the name of the evaluation"),
            ),
            row(
                labelled(_("&Code"), line(form.code, self._set("code"), 6)),
                labelled(
                    _("&Qualification"),
                    choice(studies, form.crebo, self._set("crebo", rebuild=True)),
                ),
                spacing=16,
            ),
            labelled(_("&Under the title"), line(form.note, self._set("note"))),
            labelled(_("S&ource"), line(form.source, self._set("source"))),
            tick(
                _("Example criteria, to be replaced by our own"),
                self._set("example"),
                on=form.example,
            ),
            spacing=12,
            margins=(16, 14, 16, 16),
        )
        self.setLayout(
            column(framed("card", first), framed("card", self._who()), None, spacing=12)
        )

    def _who(self) -> Any:
        form = self._editing.blueprint
        kinds = self._ticks("kinds", {kind: evaluation_name(kind) for kind in Kind})
        signers = self._ticks("signers", {party: signer_name(party) for party in Party})
        others = [voice for voice in Voice if voice is not Voice.TRAINER]
        voices = self._ticks("voices", {voice: voice_name(voice) for voice in others})
        order = tick(_("in this order"), self._set("in_order"), on=form.in_order)
        seen = choice([(reveal_name(r), r) for r in Reveal], form.reveal, self._set("reveal"))
        return column(
            label(_("For"), "label"),
            flow(kinds, 18),
            label(_("Who agrees"), "label"),
            flow(signers, 18),
            order,
            label(_("Other views beside the judgement"), "label"),
            flow(voices, 18),
            labelled(_("What others answered is &seen"), seen),
            spacing=8,
            margins=(16, 14, 16, 16),
        )

    def _ticks(self, name: str, texts: Mapping[Any, str]) -> list[QCheckBox]:
        """One for each member that can be asked for; in the order of its enumeration."""
        chosen = getattr(self._editing.blueprint, name)
        return [
            tick(text, partial(self._member, name, type(member), member), on=member in chosen)
            for member, text in texts.items()
        ]

    def _set(self, name: str, *, rebuild: bool = False) -> Change:
        def change(value: Any) -> None:
            blueprint = replace(self._editing.blueprint, **{name: value})
            self._editing.apply(blueprint, rebuild=rebuild)

        return change

    def _member(self, name: str, members: Any, value: Any, on: bool) -> None:  # noqa: FBT001
        """One of several, in the order of the enumeration."""
        there = set(getattr(self._editing.blueprint, name))
        there = there | {value} if on else there - {value}
        kept: dict[str, Any] = {name: tuple(member for member in members if member in there)}
        self._editing.apply(replace(self._editing.blueprint, **kept))


class TrackPanel(QWidget):
    """Below the criteria of a work process: the scale, and what comes out of it on each track."""

    def __init__(self, editing: Editing, blocks: list[Block]) -> None:
        super().__init__()
        self._editing, self._keys = editing, [block.key for block in blocks]
        scale = editing.blueprint.scales.get(blocks[0].scale)
        values = scale.choices if scale else ()
        legend = [
            row(label(v.letter, "code"), label(v.said, "compact"), None, spacing=10)
            for v in values[:_MOST_VALUES]
        ]
        name = label(scale.name if scale else "", "muted", wrap=True)
        first = column(
            label(_("Scale"), "panel"), name, *legend, None, spacing=6, margins=(14, 12, 14, 12)
        )
        radios = []
        for outcome in (Outcomes.LOWEST, Outcomes.SHARE, Outcomes.AVERAGE, Outcomes.PEOPLE):
            qradio_button = QRadioButton(outcome_name(outcome))
            qradio_button.setChecked(all(block.outcome is outcome for block in blocks))
            qradio_button.setEnabled(not editing.fixed)
            qradio_button.toggled.connect(partial(self._set, outcome))
            radios.append(qradio_button)
        people = label(
            _("It is a proposal. People decide, and n.v.t. never counts."), "caption", wrap=True
        )
        second = column(
            label(_("Outcome by work process and track"), "panel"),
            *radios,
            people,
            None,
            spacing=8,
            margins=(14, 12, 14, 12),
        )
        both = Sides([(framed("card", first), 2), (framed("card", second), 3)])
        self.setLayout(column(both, spacing=0))

    def _set(self, outcome: Outcomes, on: bool) -> None:  # noqa: FBT001
        if not on:
            return
        blueprint = self._editing.blueprint
        for key in self._keys:
            blueprint = edits.change_block(blueprint, key, outcome=outcome)
        self._editing.apply(blueprint)


class BlockPanel(QWidget):
    """Of one block: its title, its scale, what comes out of it, and what is expected."""

    def __init__(self, editing: Editing, block: Block) -> None:
        super().__init__()
        self._editing, self._key = editing, block.key
        parts: list[Any] = [
            labelled(_("&Title"), line(block.title, self._set("title")), kind_name(block.kind))
        ]
        if block.kind in ASKED:
            parts += self._asked(block)
        elif block.kind is BlockKind.CONCLUSION:
            parts += self._conclusion(block)
        elif block.kind is BlockKind.EXPLANATION:
            lines = number_box(0, 40)
            lines.setValue(block.lines)
            lines.valueChanged.connect(self._set("lines"))
            parts.append(labelled(_("Lines on &paper"), lines))
        body = column(*parts, spacing=12, margins=(16, 14, 16, 16))
        self.setLayout(column(framed("card", body)))

    def _set(self, name: str, *, rebuild: bool = False) -> Change:
        def change(value: Any) -> None:
            blueprint = edits.change_block(self._editing.blueprint, self._key, **{name: value})
            self._editing.apply(blueprint, rebuild=rebuild)

        return change

    def _scales(self, *, none: str = "") -> list[tuple[str, Any]]:
        options: list[tuple[str, Any]] = [(none, "")] if none else []
        return options + [(s.name, key) for key, s in self._editing.blueprint.scales.items()]

    def _asked(self, block: Block) -> list[Any]:
        scale = choice(self._scales(), block.scale, self._set("scale", rebuild=True))
        outcome = choice(
            [(outcome_name(o), o) for o in Outcomes],
            block.outcome,
            self._set("outcome", rebuild=True),
        )
        parts: list[Any] = [
            row(labelled(_("&Scale"), scale), labelled(_("&Outcome"), outcome), spacing=16)
        ]
        if block.outcome is not Outcomes.NONE:
            other = choice(
                self._scales(none=_("the same")), block.outcome_scale, self._set("outcome_scale")
            )
            words = line(block.outcome_text, self._set("outcome_text"))
            parts.append(
                row(
                    labelled(_("Scale of the outcome"), other),
                    labelled(_("Its question"), words, _("empty: outcome")),
                    spacing=16,
                )
            )
        if block.outcome is Outcomes.SHARE:
            percent = number_box(1, 100)
            percent.setValue(block.percent)
            percent.valueChanged.connect(self._set("percent"))
            parts.append(labelled(_("&Per cent"), percent))
        if block.kind in TRACKS:
            every = _("Ask the criteria below of every work process")
            parts.append(tick(every, self._set("by_process"), on=block.by_process))
        own = _("People may add rows of their own to an evaluation")
        parts.append(tick(own, self._set("open"), on=block.open))
        return [*parts, self._expected(block)]

    def _expected(self, block: Block) -> Any:
        scale = self._editing.blueprint.scales.get(block.scale)
        letters: list[tuple[str, Any]] = [("–", "")]
        letters += [(v.letter, v.letter) for v in scale.values] if scale else []
        years = []
        for year in ("1", "2", "3", "4"):
            box = choice(letters, block.expected.get(year, ""), partial(self._expect, year))
            box.setAccessibleName(_("Expected in year %s") % year)
            years.append(column(label(_("year %s") % year, "caption"), box, spacing=2))
        return column(
            label(_("Expected level"), "label"), row(*years, None, spacing=12), spacing=4
        )

    def _expect(self, year: str, letter: str) -> None:
        block = edits.block(self._editing.blueprint, self._key)
        kept = {key: value for key, value in block.expected.items() if key != year}
        if letter:
            kept[year] = letter
        self._set("expected")(kept)

    def _conclusion(self, block: Block) -> list[Any]:
        scale = self._editing.blueprint.scales.get(block.scale)
        dated: list[tuple[str, Any]] = [(_("none"), "")]
        dated += [(v.said or v.letter, v.letter) for v in scale.values] if scale else []

        def change(letter: str) -> None:
            self._editing.apply(replace(self._editing.blueprint, dated=letter))

        return [
            labelled(
                _("&Choices"),
                choice(self._scales(), block.scale, self._set("scale", rebuild=True)),
            ),
            labelled(
                _("&Wants the date of an extra talk"),
                choice(dated, self._editing.blueprint.dated, change),
            ),
        ]
