"""Search is blind to widths, kana and variant kanji; storing is not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.kernel.text import clean, clean_line, fold, kana_sort_key, strip_variation
from bingo_planner.kernel.variants import VARIANTS

mixed = st.text(
    st.one_of(st.characters(), st.sampled_from("髙﨑邉ｶﾞか゛ーヶ①㈱〜－ ¨辻\U000e0100")), max_size=12
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("髙橋", "高橋"),
        ("髙 橋", "高橋"),
        ("山﨑", "山崎"),
        ("濵田", "浜田"),
        ("濱田", "浜田"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("齋藤", "斉藤"),
        ("齊藤", "斎藤"),
        ("澤田", "沢田"),
        ("廣島縣", "広島県"),
        ("國嶋", "国島"),
        ("𠮷野", "吉野"),
        ("辻\U000e0100", "辻"),
        ("神", "神"),
        ("ｶﾀｶﾅ", "カタカナ"),
        ("ｶﾞﾊﾞﾅﾝｽ", "がばなんす"),
        ("か\u3099", "が"),
        ("ＫＰＩ", "kpi"),
        ("①", "1"),
        ("㈱びんご", "(株)びんご"),
        ("鶴ヶ丘", "鶴ケ丘"),
        ("＃７１１９", "#7119"),
        ("4〜6月", "4～6月"),
        ("A－1", "a-1"),
        ("A—1", "a−1"),
        ("病児　保育", "病児保育"),
        ("ヴァイオリン", "ゔぁいおりん"),
    ],
)
def test_two_spellings_of_one_thing(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_what_must_stay_apart() -> None:
    assert fold("ビル") != fold("ビール")
    assert fold("はは") != fold("ばば")
    assert fold("杉山") != fold("椙山")


@given(mixed)
def test_folding_again_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once
    assert not any(letter.isspace() for letter in once)


def test_the_table_of_variants_is_sound() -> None:
    assert len(VARIANTS) > 500
    assert not {ord(common) for common in VARIANTS.values()} & VARIANTS.keys()
    for variant, common in VARIANTS.items():
        assert unicodedata.normalize("NFKC", chr(variant) + common) == chr(variant) + common
        assert unicodedata.name(chr(variant)).startswith("CJK ")


def test_cleaning_keeps_how_people_write_their_names() -> None:
    assert clean("  福\ufa1b\r\n田 \t") == "福\ufa1b\n田"
    assert clean("辻\U000e0100") == "辻\U000e0100"
    assert clean("髙") == "髙"
    assert clean("か\u3099") == "が"
    assert clean("a\x00b\ud800c\ufeff") == "abc"
    assert clean("１①ｶ") == "１①ｶ"
    assert clean_line(" 一行目\r\n 二行目\t三 ") == "一行目 二行目 三"
    assert strip_variation("辻\U000e0100子") == "辻子"


@given(mixed)
def test_cleaned_text_is_stable_and_can_be_stored(text: str) -> None:
    stored = clean(text)
    assert clean(stored) == stored
    assert stored.encode("utf-8").decode("utf-8") == stored
    assert "\n" not in clean_line(text)


def test_the_order_of_the_fifty_sounds() -> None:
    names = [
        "たかはし",
        "タカバシ",
        "さーば",
        "サアバ",
        "さいとう",
        "きやま",
        "きゃま",
        "ハン",
        "ばん",
        "ぱん",
        "あ",
    ]
    assert sorted(names, key=kana_sort_key) == [
        "あ",
        "きゃま",
        "きやま",
        "サアバ",
        "さーば",
        "さいとう",
        "たかはし",
        "タカバシ",
        "ハン",
        "ばん",
        "ぱん",
    ]
    assert kana_sort_key("ー")[0] == "ー"
    assert kana_sort_key("")[0] == ""
