"""What identifies people is taken out of quotes; what may identify them is shown; nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bingo_planner.features.surveys.freetext import dictionary
from bingo_planner.features.surveys.freetext.anonymise import anonymise, people_of
from bingo_planner.features.surveys.freetext.identifying import Doubt, Removed

needs_dictionary = pytest.mark.skipif(not dictionary.available(), reason="the dictionary is an add-on")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("電話は084-921-2111です", "電話は〔電話番号〕です"),
        ("０８４−９２１−２１１１まで", "〔電話番号〕まで"),
        ("(0847)22-3333", "〔電話番号〕"),
        ("09012345678", "〔電話番号〕"),
        ("yamada.t@example.jp へ", "〔メールアドレス〕 へ"),
        ("〒720-8501", "〔郵便番号〕"),
        ("https://example.com/a と @bingo_love", "〔アカウント〕 と 〔アカウント〕"),
        ("福山市東桜町3-5の前", "福山市〔住所〕の前"),
        ("神辺町大字川南1234番地の5に", "〔住所〕に"),
        ("三吉町南1丁目の交差点", "〔住所〕の交差点"),
        ("三原市港町二丁目3番5号", "三原市〔住所〕"),
        ("田中さんに", "〔氏名〕さんに"),
        ("たかはしさん", "〔氏名〕さん"),
        ("スミス様", "〔氏名〕様"),
        ("佐藤先生", "〔氏名〕先生"),
        ("高橋課長さん", "〔氏名〕課長さん"),
        ("口座1234567", "口座〔番号〕"),
    ],
)
def test_what_identifies_is_replaced(text: str, expected: str) -> None:
    assert anonymise(text).text == expected


@pytest.mark.parametrize(
    "text",
    [
        "皆さんのおかげです。お子さんが多い。",
        "お母さん、お客様、患者さん、職員さん、業者さん",
        "市長さん、課長さん、園長先生、小児科の先生、町内会長さん、保育園長さん",
        "たくさんの人が来る。お疲れさま。ご苦労様です。",
        "様々な店。同様です。仕様、模様、多様。氏名を書く。彼氏",
        "一日3便、2024年4月から3-4人しか乗らない。18歳まで無料。",
        "働くんだ。道路ちゃんと直して。行くんです。",
        "女性議員や若手議員を。看護師、訪問看護師が足りない",
        "第2期の計画、100円バス、1番の問題",
    ],
)
def test_what_identifies_nobody_stays(text: str) -> None:
    assert anonymise(text).text == text


@needs_dictionary
def test_the_dictionary_finds_names_no_title_follows() -> None:
    people = people_of(dictionary.load())
    assert anonymise("川南に住む山田太郎です", people).text == "川南に住む〔氏名〕です"
    assert anonymise("芦田川の水", people).text == "芦田川の水"
    assert anonymise("佐藤議員と地元議員", people).text == "〔氏名〕議員と地元議員"
    alone = anonymise("田中に言われた", people)
    assert alone.text == "田中に言われた"
    assert [one.kind for one in alone.doubts] == [Doubt.NAME]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("92歳の母", Doubt.AGE, "92歳"),
        ("甲山保育所に", Doubt.INSTITUTION, "甲山保育所"),
        ("うつ病で", Doubt.HEALTH, "うつ病"),
        ("母子家庭です", Doubt.FAMILY, "母子家庭"),
        ("自治会長の", Doubt.OFFICE, "自治会長"),
        ("8月3日に", Doubt.DATE, "8月3日"),
        ("自宅の前の", Doubt.PLACE, "自宅の前"),
    ],
)
def test_what_may_identify_is_shown(text: str, kind: Doubt, part: str) -> None:
    found = anonymise(text)
    assert found.text == text
    assert (kind, part) in [(one.kind, found.text[one.start : one.end]) for one in found.doubts]


def test_general_words_raise_no_doubt() -> None:
    for text in ("総合病院が要る", "18歳まで", "3歳児健診", "地元の小学校", "65歳以上"):
        assert anonymise(text).doubts == ()


def test_places_of_what_was_removed_are_those_of_the_answer() -> None:
    text = "田中さんの電話は084-921-2111、92歳"
    found = anonymise(text)
    assert [(one.kind, text[one.start : one.end]) for one in found.removed] == [
        (Removed.NAME, "田中"),
        (Removed.PHONE, "084-921-2111"),
    ]
    assert [found.text[one.start : one.end] for one in found.doubts] == ["92歳"]


@given(st.text(alphabet="田中さん様0123456789-丁目市町の〔〕@a.b 歳病院", max_size=60))
def test_no_text_is_lost_but_what_was_removed(text: str) -> None:
    found = anonymise(text)
    rest, at = "", 0
    for one in found.removed:
        assert at <= one.start < one.end
        rest += text[at : one.start] + f"〔{one.kind.value}〕"
        at = one.end
    assert found.text == rest + text[at:]
