"""Which language a person writes in is told from a sentence, and never guessed from a word."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.directory import content as content_store
from finder.understanding import lessons, written
from finder.understanding.urgent_content import read_says
from finder.understanding.written import Languages
from finder.web.language import offered
from tests.small_content import REAL


@pytest.fixture(scope="module")
def messages() -> dict[str, list[str]]:
    topics = content_store.load(REAL, with_services=False).topics
    told = lessons.messages({slug: topic.says for slug, topic in topics.items()})
    return lessons.by_language((*told, *lessons.urgent_messages(read_says(REAL / "urgent", topics))))


@pytest.fixture(scope="module")
def languages(messages: dict[str, list[str]]) -> Languages:
    return written.learn(messages)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("My neighbour shouts at me every single day and I am afraid to go out", "en"),
        ("somebody broke the window last night and took the telly", "en"),
        ("Sąsiad codziennie na mnie krzyczy i boję się wychodzić z domu", "pl"),
        ("Vecinul țipă la mine în fiecare zi și mi-e frică să ies din casă", "ro"),
        ("O vizinho grita comigo todos os dias e tenho medo de sair de casa", "pt"),
        ("El vecino me grita todos los días y tengo miedo de salir de casa", "es"),
        ("جاري يصرخ في وجهي كل يوم وأخاف أن أخرج من البيت", "ar"),
        ("میرا پڑوسی روز مجھ پر چلاتا ہے اور مجھے گھر سے نکلنے میں ڈر لگتا ہے", "ur"),
        ("আমার প্রতিবেশী প্রতিদিন আমার উপর চিৎকার করে এবং আমি বাইরে যেতে ভয় পাই", "bn"),
        ("ਮੇਰਾ ਗੁਆਂਢੀ ਰੋਜ਼ ਮੇਰੇ ਉੱਤੇ ਚੀਕਦਾ ਹੈ ਅਤੇ ਮੈਨੂੰ ਘਰੋਂ ਨਿਕਲਣ ਤੋਂ ਡਰ ਲੱਗਦਾ ਹੈ", "pa"),
        ("Komşum her gün bana bağırıyor ve dışarı çıkmaya korkuyorum", "tr"),
        ("Deriskaygu maalin kasta wuu igu qayliyaa waxaanan ka baqayaa inaan guriga ka baxo", "so"),
        ("Mae fy nghymydog yn gweiddi arna i bob dydd ac mae ofn mynd allan arna i", "cy"),
        ("Сусід щодня кричить на мене, і я боюся виходити з дому", "uk"),
    ],
)
def test_a_sentence_is_known_by_its_language(languages: Languages, text: str, language: str) -> None:
    assert languages.of(text) == language


@pytest.mark.parametrize("text", ["", "ok", "help", "12345 67890", "🙂🙂🙂", "a b c", "????", "\0", "PL4"])
def test_a_word_or_a_number_is_in_no_language(languages: Languages, text: str) -> None:
    assert languages.of(text) is None


@pytest.mark.parametrize("text", ["zxcv qwe lkj", "fgh jklo prrt", "sdkfj wqpo xnvb", "jfjfjf kdkdk"])
def test_keys_hit_at_random_are_in_no_other_language(languages: Languages, text: str) -> None:
    assert languages.of(text) in {None, "en"}


@given(text=st.text(max_size=300))
def test_any_text_is_in_a_known_language_or_none(languages: Languages, text: str) -> None:
    assert languages.of(text) in {None, *languages.names}


def test_what_was_learned_reads_back_as_it_was_saved(languages: Languages, tmp_path: Path) -> None:
    languages.save(tmp_path / "languages.npz")
    again = Languages.load(tmp_path / "languages.npz")
    assert again.names == languages.names
    assert again.of("Sąsiad codziennie na mnie krzyczy") == "pl"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("noriu nusižudyti", "lt"),
        ("a szomszéd minden nap ordít velem és félek kimenni a lakásból", "hu"),
        ("сосед каждый день орёт на меня, и я боюсь выходить из дома", "ru"),
        ("fqinji më bërtet çdo ditë dhe kam frikë të dal nga shtëpia", "sq"),
        ("همسایه هر روز سرم داد می‌زند و می‌ترسم از خانه بیرون بروم", "fa"),
    ],
)
def test_who_writes_in_a_language_without_pages_is_not_taken_for_someone_else(languages: Languages, text: str, language: str) -> None:
    assert languages.of(text) == language


def test_every_language_of_the_pages_can_be_recognised_from_most_of_its_messages(
    languages: Languages, messages: dict[str, list[str]]
) -> None:
    for language in offered():
        long = [text for text in messages[language] if len(text) > 40][:60]
        right = sum(languages.of(text) == language for text in long)
        wrong = sum(languages.of(text) not in (language, None) for text in long)
        # Urdu, Bengali and Punjabi are also written in Latin letters, in as many spellings as there are writers.
        assert right >= 0.85 * len(long), language
        assert wrong <= 0.1 * len(long), language
