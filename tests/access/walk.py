"""Reads the program as a screen reader does, through at-spi2. Run by the system's own Python.

Arguments: the Python of the project, a store, a language, and the screens. Prints a line of
JSON for each control: screen, role, name, description, states, value.
"""

import json
import subprocess
import sys
import time

import pyatspi

DEEP = 40
VALUED = {"spin button", "slider", "progress bar", "scroll bar", "dial"}


def application():
    """The program, once it has told the desktop that it is there."""
    for _try in range(100):
        for program in pyatspi.Registry.getDesktop(0):
            if program is not None and "stagecoach" in (program.name or "").lower():
                return program
        time.sleep(0.1)
    raise SystemExit("the program is not in the accessibility tree")


def walk(node, depth=0):
    if node is None or depth > DEEP:
        return
    states = node.getState()
    if states.contains(pyatspi.STATE_SHOWING) or depth < 2:
        yield node, states
        # A list of thousands is read as far as it is seen.
        for number in range(min(node.childCount, 60)):
            yield from walk(node.getChildAtIndex(number), depth + 1)


def value_of(node, role):
    """Asked only of what can have one: each question goes over the bus and back."""
    if role not in VALUED:
        return None
    try:
        return node.queryValue().currentValue
    except NotImplementedError:
        return None


def tell(screen, node, states):
    names = [pyatspi.stateToString(state) for state in states.getStates()]
    role = node.getRoleName()
    line = {
        "screen": screen,
        "role": role,
        "name": node.name,
        "description": node.description,
        "states": names,
        "value": value_of(node, role),
    }
    print(json.dumps(line), flush=True)


def main():
    python, store, language, *screens = sys.argv[1:]
    program = subprocess.Popen(
        [python, "-m", "tests.access.shown", store, language],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout.readline().strip() == "ready"
    top = application()
    for screen in screens:
        program.stdin.write(screen + "\n")
        program.stdin.flush()
        assert program.stdout.readline().strip() == "shown", screen
        for node, states in walk(top):
            tell(screen, node, states)
    program.stdin.close()
    program.wait(timeout=20)


main()
