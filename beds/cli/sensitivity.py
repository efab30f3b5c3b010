"""``beds sensitivity``: one input at a time is varied, to see where the verdict changes."""

from typing import TYPE_CHECKING, Any

import click

from beds.cli.running import running, running_options
from beds.domain.messages import _

if TYPE_CHECKING:
    from beds.services.sensitivity import Vary

MOST_VALUES = 100


class Varied(click.ParamType["Vary"]):
    """KEY=from:to:step, or KEY=a,b,c."""

    name = "vary"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> "Vary":
        from beds.services.sensitivity import Vary

        if isinstance(value, Vary):
            return value
        key, equals, values = str(value).partition("=")
        if not (key and equals and values):
            self.fail(
                _("“%(value)s” names no key and values; write KEY=from:to:step or KEY=a,b.", value=value), param, ctx
            )
        listed = self._steps(values, param, ctx) if ":" in values else [one.strip() for one in values.split(",")]
        return Vary(key, tuple(dict.fromkeys(listed)))

    def _steps(self, values: str, param: click.Parameter | None, ctx: click.Context | None) -> list[str]:
        from decimal import Decimal, InvalidOperation

        try:
            # Decimals: 0.1, 0.2, 0.3 and not 0.30000000000000004; the end counts where a step meets it.
            first, last, step = (Decimal(part) for part in values.split(":"))
            count = int((last - first) / step)
        except (InvalidOperation, ValueError, ArithmeticError):
            self.fail(_("“%(values)s” is no range; write from:to:step, as 20:40:5.", values=values), param, ctx)
        if not 0 <= count < MOST_VALUES:
            self.fail(
                _("“%(values)s” gives no values, or more than %(most)d.", values=values, most=MOST_VALUES), param, ctx
            )
        return [format(first + step * number, "f") for number in range(count + 1)]


@click.command(
    short_help=_("Vary inputs: where does the verdict change?"),
    help=_(
        "Run SCENARIO with one input at a time at other values, and compare it at each with --against at the same "
        "value (or with itself as it is), on the same luck. Into --out go sensitivity.csv and a picture. Exit codes as "
        "for simulate."
    ),
)
@click.argument("scenario")
@click.option(
    "--vary",
    type=Varied(),
    required=True,
    multiple=True,
    metavar=_("KEY=FROM:TO:STEP"),
    help=_("An input, as behaviour.weeks_to_ready.1.mean=20:40:5, or a list as seed=1,2; may be given more than once."),
)
@click.option(
    "--measure", default="admitted", show_default=True, help=_("The measure that is looked at, as in measures.csv.")
)
@click.option("--phase", default="all", show_default=True, help=_("Of this phase, or of all."))
@click.option("--against", metavar=_("OTHER"), help=_("The scenario to compare with, varied alike."))
@running_options
def command(
    scenario: str, vary: "tuple[Vary, ...]", measure: str, phase: str, against: str | None, out: str, **options: Any
) -> None:
    from beds.cli.progress import progress_shown
    from beds.cli.sensitivity_page import sensitivity_page
    from beds.cli.show import show
    from beds.services.sensitivity import sensitivity

    with progress_shown(time_left=True) as progress:
        found = sensitivity(
            scenario, vary, measure, running(**options), out, phase=phase, against=against, progress=progress
        )
    show(sensitivity_page(found))
