"""A spreadsheet pasted into the grid, and its cells by keys."""

from tests.hands.hands import Desktop


def opened(desktop: Desktop) -> None:
    desktop.key("ctrl+g")
    desktop.find("Voor al mijn studenten", "dialog")
    cell = desktop.find("Youssef Amrani, ma 26 okt", "table cell")
    desktop.click_on(cell)


def said(desktop: Desktop, beginning: str) -> str:
    return desktop.find(beginning, "table cell").name


def test_a_pasted_table_lands_in_its_cells(inside: Desktop) -> None:
    opened(inside)
    inside.key("Right")
    inside.copy('"7,5"\t"8\n"\r\n')
    inside.key("ctrl+v")
    inside.sees("2 vakjes geplakt")
    assert said(inside, "Youssef Amrani, di 27 okt").endswith(": 7,5")
    assert said(inside, "Youssef Amrani, wo 28 okt").endswith(": 8")


def test_a_table_pasted_while_one_types_is_a_table_too(inside: Desktop) -> None:
    opened(inside)
    inside.key("Right")
    inside.type("6")
    inside.copy("7,5\t8\n")
    inside.key("ctrl+v")
    inside.sees("2 vakjes geplakt")
    assert said(inside, "Youssef Amrani, wo 28 okt").endswith(": 8")


def test_typing_left_right_and_enter_go_as_in_a_spreadsheet(inside: Desktop) -> None:
    opened(inside)
    inside.key("Right")
    inside.type("6")
    inside.key("Right")
    inside.type("7")
    inside.key("Left")
    inside.key("F2")
    inside.key("Home")
    inside.key("Delete")
    inside.type("5")
    inside.key("Return")
    assert said(inside, "Youssef Amrani, di 27 okt").endswith(": 5")
    assert said(inside, "Youssef Amrani, wo 28 okt").endswith(": 7")


def test_names_in_it_are_shown_before_they_are_taken(inside: Desktop) -> None:
    opened(inside)
    inside.key("Right")
    inside.copy("Wit, Sem de\t7\nPiet Niemand\t3\nYoussef Amrani\t4\n")
    inside.key("ctrl+v")
    inside.sees("Piet Niemand")
    inside.find("Sem de Wit:  7", "list item")
    inside.click("Neem over")
    inside.sees("2 vakjes geplakt")
    assert said(inside, "Sem de Wit, di 27 okt").endswith(": 7")
    inside.key("ctrl+Return")
    inside.sees("2 vakjes bewaard")
