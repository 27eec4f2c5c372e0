"""Six words: the only key to an answer, however they are typed."""

import pytest
from pyrage.x25519 import Identity

from stagecoach.errors import Invalid
from stagecoach.i18n import LANGUAGES, Language
from stagecoach.store.reports import receipts


@pytest.mark.parametrize("language", LANGUAGES)
def test_six_words_however_they_are_typed(language: Language) -> None:
    for _number in range(200):
        words = receipts.new(language)
        assert len(words) == receipts.WORDS
        for typed in (
            " ".join(words),
            "  ".join(words).upper(),
            ", ".join(words) + ".",
            " ".join(word[:4] for word in words),
        ):
            assert receipts.read(typed) == words


def test_english_words_that_begin_like_dutch_ones_stay_english() -> None:
    words = "absorb access action actress advice affair"
    assert receipts.read(words) == words.split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_four_letters_tell_which_word_it_is(language: Language) -> None:
    words = receipts.word_list(language)
    assert len({word[:4] for word in words}) == len(words) > 1_600  # 10.6 bits each


@pytest.mark.parametrize(("count", "told"), [(0, "0"), (5, "5"), (7, "7")])
def test_another_number_of_words_is_said(count: int, told: str) -> None:
    words = receipts.new("nl") + receipts.new("nl")
    with pytest.raises(Invalid) as refused:
        receipts.read(" ".join(words[:count]))
    assert told in refused.value.problems["words"]


def test_the_word_that_is_none_is_named_by_its_number() -> None:
    words = receipts.new("nl")
    words[3] = "qqqq"
    with pytest.raises(Invalid) as refused:
        receipts.read(" ".join(words))
    assert "4" in refused.value.problems["words"]


@pytest.mark.parametrize("typed", ["\0" * 6, "ü é ï ö ä ñ", "<b> </b> = + - @", "1 2 3 4 5 6"])
def test_nonsense_is_refused_in_words(typed: str) -> None:
    with pytest.raises(Invalid):
        receipts.read(typed)


def test_the_same_words_always_make_the_same_key() -> None:
    """Fixed for good: a receipt on paper has to open in ten years."""
    words = receipts.word_list("nl")[:6]
    identity = receipts.identity(list(words))
    assert identity == receipts.identity(list(words))
    assert receipts.recipient(identity) == str(Identity.from_str(identity).to_public())
    other = receipts.identity([*words[:5], receipts.word_list("nl")[7]])
    assert other != identity
