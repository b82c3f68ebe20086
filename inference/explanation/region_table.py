"""The region table: where δ lies, which way it goes, and what it does there.

See docs/explanation.md, "Regions and controls".

The causal test adds δ in one region alone and reads the change of the log-odds, which no heat map
gives. Beside each figure stand two controls of the same size (`inference.explanation.controls`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from inference.attack.perturbed import PerturbedInput, probability
from inference.core.attack_types import AttackResult
from inference.core.errors import OptionError
from inference.core.explanation_types import (
    ChanceRange,
    RegionFigures,
    RegionRow,
    RegionStatistics,
    Side,
    WholeControl,
)
from inference.core.types import FloatArray, PixelSpacing
from inference.explanation.controls import interval, random_signs, shuffles
from inference.explanation.region_figures import OF_DELTA, RegionSums, Table
from inference.explanation.region_masks import RegionMasks

#: Random signs leave |δ| as it is, so that these figures have no such control.
UNSIGNED = ("mean_absolute", "share", "density_ratio")


def region_statistics(
    film: PerturbedInput, result: AttackResult, regions: RegionMasks, gradient: FloatArray
) -> RegionStatistics:
    """The table of `result` over `regions`; the controls' change by region is to first order.

    Parameters
    ----------
    gradient: (S, S), `film.gradient()`.

    Raises
    ------
    OptionError: "nothing_perturbed" when δ is 0. ModelError: "model_output_invalid". Cancelled.
    """
    delta = result.delta
    check_perturbed(delta)
    keys = list(regions.masks)
    sums = RegionSums.of(list(regions.masks.values()), regions.content)
    alone = [np.where(mask, delta, np.float32(0)) for mask in regions.masks.values()]
    odds = film.log_odds([np.zeros_like(delta), delta, *alone])
    before, change = float(odds[0]), odds[1:] - odds[0]
    observed = {**sums.figures([delta]), "logit_change": change[1:, None]}
    signs, shuffled = list(random_signs(delta)), list(shuffles(delta, regions.body))
    sign_tables = _controls(sums, gradient, signs)
    shuffle_tables = _controls(sums, gradient, shuffled)
    rows = tuple(
        RegionRow(
            region=region,
            side=side,
            area_share=float(sums.area_share[row, 0]),
            figures=RegionFigures(**{name: float(t[row, 0]) for name, t in observed.items()}),
            random_sign=_intervals(sign_tables, row, without=UNSIGNED),
            shuffled=_intervals(shuffle_tables, row),
            logit_controls_exact=False,
        )
        for row, (region, side) in enumerate(keys)
    )
    absolute = np.abs(delta)
    return RegionStatistics(
        finding=result.finding,
        target=result.target,
        grid=result.grid,
        rows=rows,
        masks=regions.masks,
        body=regions.body,
        band_width=regions.band_width,
        band_width_mm=millimetres(regions.band_width, result, film.subject.radiograph.spacing),
        thoracic_width=regions.thoracic_width,
        body_mean_absolute=float(absolute[regions.body].mean()) if regions.body.any() else 0.0,
        background_share=float(absolute[~regions.body].sum() / absolute.sum()),
        logit_before=before,
        logit_change=float(change[0]),
        random_sign=_whole(film, before, signs),
        shuffled=_whole(film, before, shuffled),
    )


def with_exact_controls(
    film: PerturbedInput,
    table: RegionStatistics,
    delta: FloatArray,
    on_row: Callable[[int, int], None] = lambda row, rows: None,
) -> RegionStatistics:
    """`table` with the controls' logit change evaluated exactly in the rows of both sides.

    40 passes of the network for each; `on_row` is called after each with (row, rows), from 1.
    """
    exact: list[RegionRow] = []
    for number, row in enumerate(table.rows, 1):
        if row.side is Side.BOTH:
            row = _exact(film, table, row, delta)
        exact.append(row)
        on_row(number, len(table.rows))
    return replace(table, rows=tuple(exact))


def check_perturbed(delta: FloatArray) -> None:
    """Raise OptionError "nothing_perturbed" when δ is 0 everywhere."""
    if not delta.any():
        raise OptionError("nothing_perturbed")


def millimetres(
    model_pixels: float, result: AttackResult, spacing: PixelSpacing | None
) -> float | None:
    """A horizontal length in the detector's plane; None without a pixel spacing."""
    if spacing is None:
        return None
    film_pixels = model_pixels * result.grid.film_shape[1] / result.grid.content_shape[1]
    return film_pixels * spacing.column_mm


def _exact(
    film: PerturbedInput, table: RegionStatistics, row: RegionRow, delta: FloatArray
) -> RegionRow:
    mask = table.masks[row.region, row.side]

    def change(draws: Sequence[FloatArray]) -> ChanceRange:
        odds = film.log_odds(np.where(mask, draw, np.float32(0)) for draw in draws)
        return interval(odds - table.logit_before)

    signs = change(list(random_signs(delta)))
    shuffled = change(list(shuffles(delta, table.body)))
    return replace(
        row,
        random_sign={**row.random_sign, "logit_change": signs},
        shuffled={**row.shuffled, "logit_change": shuffled},
        logit_controls_exact=True,
    )


def _controls(
    sums: RegionSums, gradient: FloatArray, draws: Sequence[FloatArray]
) -> Mapping[str, Table]:
    return {**sums.figures(draws), "logit_change": sums.first_order(gradient, draws)}


def _intervals(
    tables: Mapping[str, Table], row: int, without: Sequence[str] = ()
) -> dict[str, ChanceRange]:
    names = [name for name in (*OF_DELTA, "logit_change") if name not in without]
    return {name: interval(tables[name][row]) for name in names}


def _whole(film: PerturbedInput, before: float, draws: Sequence[FloatArray]) -> WholeControl:
    odds = film.log_odds(draws)
    change = interval(odds - before)
    flips = float(np.mean([film.flipped(each) for each in odds]))
    mean = float(np.mean([probability(each) for each in odds]))
    ends = (probability(before + end) for end in (change.low, change.high))
    return WholeControl(flips, change, ChanceRange(mean, *ends))
