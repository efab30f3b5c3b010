"""Audit of chain numbers."""

from fractions import Fraction

from beds.optimizer.audit import audit
from tests.builders import (
    a_bed,
    a_person,
    a_scheme,
    a_stay,
    a_week,
    changed,
    days,
    with_rows,
)
from tests.optimizer.audit.answers import answer, row_of, with_row
from tests.optimizer.audit.spoiling import ANSWER, WEEK, faults_with


def test_moves_that_hang_together_share_a_number() -> None:
    assert row_of(ANSWER, "ann").chain == row_of(ANSWER, "bea").chain == 1
    torn = "bea takes the bed that ann frees, but they do not share a chain number."
    assert faults_with("bea", chain=None) == (torn, "Chain 1 holds one move only, that of ann.")
    assert torn in faults_with("bea", chain=2)
    neither = with_row(with_row(ANSWER, "ann", chain=None), "bea", chain=None)
    assert audit(WEEK, neither) == (torn,)


def test_moves_that_do_not_hang_together_do_not_share_a_number() -> None:
    week = changed(WEEK, "lou", capacity=Fraction(5))
    three = answer(week, ann="s1 by kit", bea="h1 by lou", cat="h3 by lou")
    assert audit(week, three) == ()
    assert audit(week, with_row(three, "cat", chain=1)) == (
        "Chain 1 holds moves that do not hang together: ann, bea, cat.",
    )
    assert audit(week, with_row(three, "cat", chain=2)) == ("Chain 2 holds one move only, that of cat.",)


def test_taking_the_bed_of_a_leaver_who_is_placed_may_be_numbered_as_a_chain() -> None:
    week = with_rows(WEEK, a_person("fay", seeks=(2,)), a_bed("h4"), a_stay("fay", "h4", leaving_on=days(1)))
    week = changed(week, "lou", capacity=Fraction(5))
    apart_from_it = answer(week, fay="s1 by lou", bea="h4 by lou")
    assert audit(week, apart_from_it) == ()
    assert audit(week, with_row(with_row(apart_from_it, "fay", chain=1), "bea", chain=1)) == ()


def test_a_long_chain_is_one_chain() -> None:
    steps = range(9)
    week = a_week(
        *(a_scheme(f"step{n}", n) for n in steps),
        *(a_bed(f"bed{n}", f"step{n}") for n in steps),
        *(a_person(f"p{n}", seeks=(n + 1,)) for n in steps[:-1]),
        *(a_stay(f"p{n}", f"bed{n}") for n in steps[:-1]),
        a_person("new", seeks=(0,)),
        rules_off=("key_worker",),
    )
    chain = answer(week, new="bed0", **{f"p{n}": f"bed{n + 1}" for n in steps[:-1]})
    assert {row.chain for row in chain.rows} == {1}
    assert audit(week, chain) == ()
