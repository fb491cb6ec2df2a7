"""The blend: signals come out of an index whatever the FAQ looks like, and the right entry comes first."""

import numpy as np
import pytest

from askfaq.engine.analysis.query import QueryReader
from askfaq.engine.cached_index import read_or_build
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.index import shortlist
from askfaq.engine.ranking import signals, similarity
from askfaq.engine.ranking.matcher import Matcher
from askfaq.model import Entry, FaqFile

ENCODER = Encoder()


def matcher(*entries: Entry) -> Matcher:
    faq = FaqFile(entries)
    reader = QueryReader(faq, ENCODER.vocabulary)
    return Matcher(entries, ENCODER, reader, read_or_build(faq, ENCODER, reader.language_coverage).content)


ENGLISH = (
    Entry("refund", "Where is my refund?", "Refunds take five days.", ("my money has not come back",)),
    Entry("pin", "How do I change my PIN?", "At any cash machine.", ("new pin code please",)),
    Entry("lost", "I lost my card", "Call us.", ("my card was stolen",)),
)
HINDI = (
    Entry("pin", "मैं अपना पिन कैसे बदलूँ?", "मशीन पर।"),
    Entry("lost", "मेरा कार्ड खो गया है", "हमें फ़ोन करें।"),
    Entry("refund", "मेरा पैसा कब वापस आएगा?", "पाँच दिन में।"),
)
CHINESE = (
    Entry("pin", "如何更改我的密码？", "在取款机上。"),
    Entry("lost", "我的银行卡丢了怎么办", "请致电。"),
    Entry("refund", "退款什么时候到账", "五天。"),
)
GERMAN = (
    Entry("pin", "Wie ändere ich meine Geheimzahl?", "Am Automaten."),
    Entry("lost", "Meine Kreditkarte wurde gestohlen", "Rufen Sie an."),
    Entry("refund", "Wann kommt meine Rückerstattung?", "Nach fünf Tagen."),
)


@pytest.mark.parametrize(
    ("entries", "query", "expected"),
    [
        (ENGLISH, "someone took my card", "lost"),
        (ENGLISH, "when do I get my money back", "refund"),
        (HINDI, "पिन बदलना है", "pin"),
        (HINDI, "कार्ड खो गया", "lost"),
        (CHINESE, "密码怎么更改", "pin"),
        (CHINESE, "银行卡丢了", "lost"),
        (GERMAN, "Karte gestohlen", "lost"),
        (GERMAN, "Geheimzahl ändern", "pin"),
    ],
)
def test_the_right_entry_comes_first(entries: tuple[Entry, ...], query: str, expected: str) -> None:
    found = matcher(*entries)
    ((matches, why),) = found.match([found._reader.read(query)], range(len(entries)), 3)
    assert matches[0].entry.id == expected
    assert why.phrasing == matches[0].phrasing


@pytest.mark.parametrize(
    ("entries", "least", "most"), [(ENGLISH, 1, 1), (GERMAN, 0, 0.3), (HINDI, 0, 0), (CHINESE, 0, 0)]
)
def test_the_language_is_noticed(entries: tuple[Entry, ...], least: float, most: float) -> None:
    assert least <= matcher(*entries).index.language_coverage <= most


@pytest.mark.parametrize("entries", [ENGLISH[:1], ENGLISH[:2], HINDI])
def test_small_faqs_have_a_usable_spread(entries: tuple[Entry, ...]) -> None:
    assert (matcher(*entries).spread.signals > 0).all()


def test_the_weights_go_between_their_ends() -> None:
    index = matcher(*ENGLISH).index
    for name, weight in zip(signals.SIGNALS, signals.weights(index), strict=True):
        ends = signals.WEIGHTS[name]
        assert min(ends.single, ends.many) - 1e-6 <= weight <= max(ends.single, ends.many) + 1e-6


def test_without_several_phrasings_kinship_is_the_plain_cosine() -> None:
    entries = tuple(e._replace(aliases=()) for e in ENGLISH)
    found = matcher(*entries)
    learned = found.index.semantic
    among = shortlist.everything(found.index.owners, learned.passage_owners)
    own = similarity.compare(learned, among, similarity.own_queries(learned, np.arange(3)))
    assert [int(c.discriminant.argmax()) for c in own] == [0, 1, 2]
    assert [float(c.discriminant.max()) for c in own] == pytest.approx([1, 1, 1], abs=1e-5)
