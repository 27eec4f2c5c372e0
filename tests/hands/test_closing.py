"""The cross of the window, with a dialog over it."""

from tests.hands.hands import Desktop


def test_the_cross_works_while_a_dialog_lies_over_the_window(inside: Desktop) -> None:
    inside.key("ctrl+l")
    inside.find("Snel loggen", "dialog")
    inside.type("Nog niet af")
    inside.close("Vandaag")
    inside.until(lambda: not inside.windows(), "the end")


def test_the_keyboard_stays_with_the_dialog(inside: Desktop) -> None:
    """Also when somebody takes hold of the window behind it."""
    inside.key("ctrl+l")
    inside.find("Snel loggen", "dialog")
    window = inside.find("Vandaag", "frame")
    inside.click_at(window.box[0] + 60, window.box[1] - 11)  # its title
    inside.until(lambda: inside.window() == "Snel loggen", "the dialog")
    inside.type("Hier")
    inside.sees("Hier")


def test_a_pin_that_is_half_typed_is_asked_about(inside: Desktop) -> None:
    inside.key("ctrl+k")
    inside.find("Zoeken", "text")
    inside.type("> pincode")
    inside.key("Return")
    inside.find("Pincode", "dialog")
    inside.type("1234")
    inside.close("Vandaag")
    inside.sees("nog niet bewaard")
    inside.key("Escape")
    inside.close("Vandaag")
    inside.click("Sluit zonder te bewaren")
    inside.until(lambda: not inside.windows(), "the end")
