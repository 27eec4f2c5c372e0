"""Sees what a person or a screen reader sees, through at-spi2. Run by the system's own Python.

Reads questions as lines of JSON and answers each with one: `seen` gives every control that shows,
in the order of the screen. What is not showing does not exist for a person.
"""

import json
import os
import sys

import pyatspi

DEEP, BROAD = 40, 80
VALUED = {"spin button", "slider", "progress bar"}
WORDED = {"text", "password text", "combo box", "label", "table cell", "spin button"}


def text_of(node):
    try:
        return node.queryText().getText(0, -1)
    except (NotImplementedError, RuntimeError):
        return ""


def value_of(node):
    try:
        return node.queryValue().currentValue
    except (NotImplementedError, RuntimeError):
        return None


def box_of(node):
    try:
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    except (NotImplementedError, RuntimeError):
        return [0, 0, 0, 0]
    return [box.x, box.y, box.width, box.height]


def told(node, states, window):
    role = node.getRoleName()
    return {
        "role": role,
        "name": (node.name or "").replace("\u200b", ""),  # where a line may break
        "description": node.description or "",
        "states": [pyatspi.stateToString(state) for state in states.getStates()],
        "box": box_of(node),
        "text": text_of(node) if role in WORDED else "",
        "value": value_of(node) if role in VALUED else None,
        "window": window,
    }


def walk(node, window, depth=0):
    try:
        states = node.getState()
        if depth and not states.contains(pyatspi.STATE_SHOWING):
            return
        yield told(node, states, window)
        if depth < DEEP:
            for number in range(min(node.childCount, BROAD)):
                child = node.getChildAtIndex(number)
                if child is not None:
                    yield from walk(child, window, depth + 1)
    except (RuntimeError, LookupError):
        return  # gone while it was looked at


def programs():
    for program in pyatspi.Registry.getDesktop(0):
        if program is not None and "stagecoach" in (program.name or "").lower():
            yield program


def seen():
    nodes = []
    for program in programs():
        for number in range(program.childCount):
            window = program.getChildAtIndex(number)
            if window is not None and window.getState().contains(pyatspi.STATE_SHOWING):
                nodes += walk(window, window.name or "")
    return nodes


def main():
    list(programs())  # the registry answers
    begin = {"display": os.environ["DISPLAY"], "bus": os.environ["DBUS_SESSION_BUS_ADDRESS"]}
    print(json.dumps(begin), flush=True)
    for _question in sys.stdin:
        print(json.dumps(seen()), flush=True)


main()
