"""Each guard at the door taken out once, in the source: the case it stands for must then get in or show itself."""

from __future__ import annotations

import inspect
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FunctionType, ModuleType

import pytest
import zstandard

from bingo_planner.features.staff.tables import Person
from bingo_planner.kernel.errors import PlanError
from bingo_planner.store import capture, identity, lock, registry, standing, unit
from bingo_planner.store.region_file import Home, create_region, open_region
from bingo_planner.store.wire import MAX_OPS, Op
from bingo_planner.sync import (
    cards,
    files,
    folder,
    hub_link,
    intake,
    operations,
    reading,
    roster,
    segment,
    session,
    text_merge,
)
from bingo_planner.sync.keys import Member, OpenBook
from bingo_planner.sync.model import Refused, Segment
from tests.sync import (
    test_conflicts,
    test_engine,
    test_folder,
    test_reading,
    test_roster,
    test_segment,
    test_text_merge,
)
from tests.sync.makers import book, key, replica, transaction
from tests.sync.makers import segment as make_segment
from tests.sync.test_reading import HOSTILE

Case = Callable[[], None]


def hostile(name: str) -> Case:
    """This transaction is refused."""

    def case() -> None:
        with pytest.raises(Refused):
            reading.read(HOSTILE[name])

    return case


def refused(data: Callable[[], bytes], known: Callable[[], OpenBook] = lambda: book("一", "二")) -> Case:
    """This file is refused."""

    def case() -> None:
        with pytest.raises(Refused):
            segment.decode(data(), known())

    return case


def _forged() -> bytes:
    sealed = make_segment("一", 4)
    signature = key("二").sign(segment.statement(replica("一"), 4, sealed.hashes[-1]))
    return segment.encode(
        Segment(sealed.replica, 1, segment.NO_LINK, sealed.frames, sealed.hashes, signature, sealed.signer)
    )


def _by_another() -> bytes:
    sealed = make_segment("一", 4)
    signature = key("二").sign(segment.statement(replica("一"), 4, sealed.hashes[-1]))
    return segment.encode(
        Segment(sealed.replica, 1, segment.NO_LINK, sealed.frames, sealed.hashes, signature, replica("二"))
    )


def _flipped() -> bytes:
    data = bytearray(segment.encode(make_segment("一", 1)))
    data[-20] ^= 1  # the checksum itself
    return bytes(data)


def _other_link() -> bytes:
    sealed = make_segment("一", 2)
    link = bytes(32)
    signature = key("一").sign(segment.statement(replica("一"), 2, link))
    return segment.encode(
        Segment(
            sealed.replica,
            1,
            segment.NO_LINK,
            sealed.frames,
            (sealed.hashes[0], link),
            signature,
            sealed.signer,
        )
    )


def _fewer() -> bytes:
    """Four transactions under a head that says three, rightly signed for three."""
    sealed = make_segment("一", 4)
    signature = key("一").sign(segment.statement(replica("一"), 3, sealed.hashes[-1]))
    data = segment.encode(
        Segment(sealed.replica, 1, segment.NO_LINK, sealed.frames, sealed.hashes, signature, sealed.signer)
    )
    return test_segment.mended(data.replace(b'"last":4', b'"last":3', 1))


def _four() -> bytes:
    return segment.encode(make_segment("一", 4))


def _borrowed_card() -> None:
    with pytest.raises(Refused):
        cards.read_card(cards.make_card(key("一"), "例示"), replica("二"))


def _revoked() -> OpenBook:
    return OpenBook({replica("一"): Member(key("一").public, last_seq=3)})


def engine(name: str, *facts: object) -> Case:
    """A case of the engine's own tests, with copies of its own."""

    def case() -> None:
        with test_engine.three() as copies:
            getattr(test_engine, name)(copies, *facts)

    return case


def office(name: str) -> Case:
    """A case of the folder's own tests, in a folder of its own."""

    def case() -> None:
        with TemporaryDirectory() as folder:
            made = test_folder.Office(Path(folder))
            getattr(test_folder, name)(made)
            for copy in made.copies.values():
                copy.close()

    return case


def _nonsense(text: str) -> Case:
    def case() -> None:
        data = transaction("other", 1, Op("r", "plan", test_engine.P)) if text == "another's" else b"{}"
        sealed = segment.seal(replica("bad"), 1, segment.NO_LINK, [data], key("bad"))
        engine("test_signed_nonsense_stops_its_writer_only", sealed)()

    return case


def _unseen_parent() -> None:
    bad = test_engine.forged(Op("s", "plan", test_engine.P, "name", "x", "text", ((replica("a"), 99, 1),)))
    engine("test_signed_nonsense_stops_its_writer_only", bad)()


def _held_by_a_scanner() -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patches:
        test_folder.test_what_a_scanner_holds_is_tried_again(Path(folder), patches)


def _read_back() -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patches:
        test_folder.test_what_was_not_written_as_meant_is_not_published(Path(folder), patches)


def _too_many_sentences() -> None:
    base = "".join(f"第{number}文。" for number in range(text_merge.MAX_UNITS + 1))
    assert text_merge.merge(base, base + "甲。", "乙。" + base).is_whole


def _bomb() -> None:
    """Refused for its size before it is unpacked, not for what is in it afterwards."""
    huge = zstandard.ZstdCompressor(level=19).compress(bytes(64 * 1024 * 1024))
    with pytest.raises(Refused, match="too_large"):
        segment.decode(test_segment._with_block(huge), book("一"))


def _crowd() -> None:
    row = ["r", "person", test_reading.ROW]
    with pytest.raises(Refused, match="too_large"):
        reading.read(test_reading.changed(ops=[row] * (MAX_OPS + 1)))


def _long() -> None:
    with pytest.raises(Refused, match="too_large"):
        reading.read(test_reading.changed(usr="x" * (8 * 1024 * 1024)))


def region(name: str) -> Case:
    """A case of the roster's own tests, with copies of its own."""

    def case() -> None:
        with TemporaryDirectory() as text:
            made = test_roster.Region(Path(text))
            getattr(test_roster, name)(made)
            for copy in made.copies.values():
                copy.close()

    return case


def _touched_list() -> None:
    with TemporaryDirectory() as text:
        made = test_roster.Region(Path(text))
        made.joined("town")
        data = made.member("core").roster.data.replace(b'"town"', b'"gown"')
        for copy in made.copies.values():
            copy.close()
        with pytest.raises(Refused, match="signature"):
            roster.read_roster(data)


def _copied_file() -> None:
    with TemporaryDirectory() as text:
        here, there = Path(text) / "one.bingo", Path(text) / "two.bingo"
        home = Home(Path(text) / "home")
        create_region(here, home, "test").close()
        shutil.copy(here, there)
        first = open_region(here, home, "test")
        second = open_region(there, home, "test")
        names = (first.recorder.replica_hex, second.recorder.replica_hex)
        first.close()
        second.close()
        assert names[0] != names[1]


def _opened_twice() -> None:
    with TemporaryDirectory() as text:
        path = Path(text) / "one.bingo"
        held = lock.acquire(path)
        try:
            with pytest.raises(PlanError, match=r"file\.in_use"):
                lock.acquire(path).release()
        finally:
            held.release()


def _bulk() -> None:
    with TemporaryDirectory() as text:
        store = create_region(Path(text) / "one.bingo", Home(Path(text) / "home"), "test")
        try:
            with store.change("add") as one:
                person = one.add(Person(name="例示 花子")).id
            with store.change("all") as one:
                one.session.execute(Person.__table__.update().values(post="主査"))  # type: ignore[attr-defined]  # a Table
            with store.read() as opened:
                count = "SELECT count(*) FROM sync_op WHERE row = ? AND val = '主査'"
                assert opened.connection().exec_driver_sql(count, (person,)).scalar_one() == 1
        finally:
            store.close()


def disagreeing(check: Callable[..., None]) -> Case:
    """A case of the conflicts' own tests, with two copies that disagree."""

    def case() -> None:
        copies = test_conflicts.disagreeing()
        check(copies)
        for copy in copies:
            copy.close()

    return case


def _dead_server() -> None:
    address, _ = hub_link.read_address("postgresql://a@hub.example.lg.jp/x")
    assert hub_link._refusal(address, "SSL error: unexpected eof while reading").code == "hub.unreachable"


def _republished() -> None:
    with TemporaryDirectory() as text:
        made = test_folder.Office(Path(text))
        test_folder.test_damage_is_set_aside_and_its_writer_puts_it_right(made, "flipped")
        for copy in made.copies.values():
            copy.close()


_two_pasts = test_engine.test_a_log_with_two_pasts_is_noticed_and_the_rest_goes_on
_odd_value = test_engine.test_a_value_the_column_cannot_hold_is_kept_and_not_shown
_equal_values = engine("test_equal_values_are_no_conflict")
_twin = office("test_a_twin_of_a_copy_goes_on_under_a_name_of_its_own")
_other_name = office("test_a_file_under_another_name_is_refused")

GUARDS: list[tuple[ModuleType, str, str, Case]] = [
    (reading, "if canonical(body) != data:", "if False:", hostile("doubled key")),
    (operations, 'name = match(value, NAME, "name")', "name = str(value)", hostile("sql in a table")),
    (operations, 'row = match(value, ROW, "row")', "row = str(value)", hostile("path in a row")),
    (operations, "if not -MAX_INT - 1 <= value <= MAX_INT:", "if False:", hostile("65 bits")),
    (operations, 'return match(text, _DECIMAL, "decimal")', "return text", hostile("decimal words")),
    (operations, "if index == 0 and (", "if False and (", hostile("own parent of tomorrow")),
    (operations, "1 <= seq <= MAX_INT and 1 <= place", "True and 1 <= place", hostile("parent at zero")),
    (reading, " or replica == own:", ":", hostile("itself a dependency")),
    (
        reading,
        "type(value) is not str or len(value) > most",
        "type(value) is not str",
        hostile("endless name"),
    ),
    (operations, 'match(digest, DIGEST, "digest")', "str(digest)", hostile("short digest")),
    (reading, 'if body.keys() - {"reps", "part"} != _KEYS:', "if False:", hostile("unknown key")),
    (reading, "if len({own, *names}) != len(names) + 1:", "if False:", hostile("doubled replicas")),
    (segment, ".digest() != data[at:-4]:", ".digest() == b'':", refused(_flipped)),
    (segment, "if hashes[-1] != link:", "if False:", refused(_other_link)),
    (segment, "if len(frames) != header.last - header.first + 1:", "if False:", refused(_fewer)),
    (segment, "if not verify(", "if False and not verify(", refused(_forged)),
    (segment, " or not book.may_sign(header.signer, header.replica)", "", refused(_by_another)),
    (segment, "if limit is not None and header.last > limit:", "if False:", refused(_four, _revoked)),
    (cards, "if card.replica != replica or not verify(", "if not verify(", _borrowed_card),
    (intake, "if (tx.replica, tx.seq) != (replica, head.seq + 1):", "if False:", _nonsense("another's")),
    (
        intake,
        "if any(vector.get(other, 0) < seq for other, seq in tx.needs.items()):",
        "if False:",
        _unseen_parent,
    ),
    (intake, "if not self._continues(connection, segment, head):", "if False:", _two_pasts),
    (standing, "elif len({leaf.value for leaf in leaves}) > 1:", "elif len(leaves) > 1:", _equal_values),
    (
        registry,
        "if value is None or not self.fits(value) else value",
        "if value is None else value",
        _odd_value,
    ),
    (session, "if not other and self.heads.get(name, 0) <= recorder.last_seq:", "if True:", _twin),
    (files, 'if getattr(error, "winerror", None) not in _HELD:', "if True:", _held_by_a_scanner),
    (files, "if self._patiently(temporary.read_bytes) != data:", "if False:", _read_back),
    (folder, "if segment.replica != replica or name_of(segment) != name:", "if False:", _other_name),
    (text_merge, "if max(map(len, units)) > MAX_UNITS or any(", "if any(", _too_many_sentences),
    (
        text_merge,
        'yield Piece("".join(ours), ("".join(theirs),), "".join(base))',
        'yield Piece("".join(ours + theirs))',
        test_text_merge.test_one_sentence_changed_twice_is_a_clash_and_never_a_mixture,
    ),
    (segment, "if not 0 < size <= _MAX_BLOCK:", "if False:", _bomb),
    (operations, "if len(value) > MAX_OPS:", "if False:", _crowd),
    (
        reading,
        'refuse("too_large", f"{len(data)} bytes")\n    body = _parse(data)',
        "pass\n    body = _parse(data)",
        _long,
    ),
    (roster, "if signer is None or not verify(", "if signer is None or False and not verify(", _touched_list),
    (
        roster,
        "if new.digest.hex() in current.past or new.version <= current.version - MAX_PAST:",
        "if False:",
        region("test_an_old_list_played_back_is_not_taken"),
    ),
    (
        roster,
        "if not _is_trusted(current, new, new.signer, set()):",
        "if False:",
        region("test_what_a_list_must_be_to_follow"),
    ),
    (identity, '.count(_state(connection, _TOKEN) or "-") > 0', '.count("-") >= 0', _copied_file),
    (lock, "        _hold(file)\n    except", "        pass\n    except", _opened_twice),
    (
        capture,
        """IS NOT NEW."{column.name}" AND bp_recording()""",
        """IS NOT NEW."{column.name}" AND 0""",
        _bulk,
    ),
    (
        unit,
        "elif not self._may_write(table, row.id, name, value):",
        "elif False:",
        disagreeing(test_conflicts.test_it_does_not_matter_how_a_service_writes),
    ),
    (
        unit,
        "if seen is not None and unseen(",
        "if False and unseen(",
        disagreeing(test_conflicts.test_a_record_put_into_the_bin_by_hand_is_looked_at_too),
    ),
    (session, "have[replica] = min(have.get(replica, 0), self._sound_until(replica))", "pass", _republished),
    (hub_link, "if any(sign in words for sign in _NOT_NOW):", "if False:", _dead_server),
]


@pytest.mark.parametrize(
    ("module", "guard", "instead", "case"), GUARDS, ids=[guard for _, guard, _, _ in GUARDS]
)
def test_a_guard_taken_out_is_missed(module: ModuleType, guard: str, instead: str, case: Case) -> None:
    case()
    with without(module, guard, instead):
        assert _fails(case)
    case()


def _fails(case: Case) -> bool:
    try:
        case()
    except BaseException:  # what pytest raises for "did not raise" is no Exception
        return True
    return False


@contextmanager
def without(module: ModuleType, guard: str, instead: str) -> Iterator[None]:
    """The module's functions with this line of their source changed; whoever holds them gets the changed ones."""
    source = inspect.getsource(module)
    assert source.count(guard) == 1, "the guard is not where it was"
    fresh: dict[str, object] = {"__name__": module.__name__}
    exec(compile(source.replace(guard, instead), module.__file__ or "", "exec"), fresh)
    kept = []
    for old, new in _functions(vars(module), fresh, module.__name__):
        kept.append((old, old.__code__))
        old.__code__ = new.__code__
    try:
        yield
    finally:
        for function, code in kept:
            function.__code__ = code


def _functions(
    old: Mapping[str, object], new: Mapping[str, object], module: str
) -> Iterator[tuple[FunctionType, FunctionType]]:
    for name, one in old.items():
        other = new.get(name)
        if isinstance(one, FunctionType) and isinstance(other, FunctionType) and one.__module__ == module:
            yield one, other
        elif isinstance(one, type) and isinstance(other, type) and one.__module__ == module:
            yield from _functions(vars(one), vars(other), module)
