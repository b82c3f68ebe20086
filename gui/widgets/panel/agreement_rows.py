"""Parts of an explanation as rows of cells."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from gui.widgets.panel.figure_grid import Cell
from gui.words import formatting, region_words
from inference.attribution.methods import METHODS
from inference.core.explanation_types import (
    ROBUST_TWIN,
    SELF,
    Agreement,
    AgreementRow,
    Faithfulness,
    FaithfulnessRow,
    FrequencySplit,
    Necessity,
    RegionNecessity,
    Transfer,
    TransferRow,
)
from inference.core.types import AttributionMethod

Row = tuple[Cell, ...]


def agreement_rows(found: Agreement) -> tuple[Row, ...]:
    """Each map's figures; marked where chance would not give them."""
    return tuple(
        (
            Cell(method_name(row.method)),
            *(_beside_chance(row, name) for name in ("spearman", "overlap", "similarity")),
        )
        for row in found.rows
    )


def _beside_chance(row: AgreementRow, name: str) -> Cell:
    value, chance = float(getattr(row, name)), row.chance.get(name)
    if chance is None:
        return Cell(formatting.number(value))
    ends = f"{formatting.number(chance.low)} … {formatting.number(chance.high)}"
    tip = QCoreApplication.translate("agreement", "by chance: {interval}").format(interval=ends)
    return Cell(formatting.number(value), tip, marked=not chance.holds(value))


def transfer_rows(found: Transfer) -> tuple[Row, ...]:
    """Whom δ flips: every network with its own finding."""
    return tuple((Cell(_whom(row), row.model_name), *_before_after(row)) for row in found.rows)


def _whom(row: TransferRow) -> str:
    if row.role == SELF:
        return QCoreApplication.translate("agreement", "Attacked network")
    if row.role == ROBUST_TWIN:
        return QCoreApplication.translate("agreement", "Robust twin")
    return formatting.finding_name(row.finding)


def _before_after(row: TransferRow) -> Row:
    before, after = map(formatting.probability, (row.probability_before, row.probability_after))
    return Cell(f"{before} → {after}"), Cell(_turned(row.flipped), marked=row.flipped)


def frequency_rows(found: FrequencySplit) -> tuple[Row, ...]:
    """What each band of spatial frequencies does alone."""
    rows = []
    for band in found.bands:
        limits = QCoreApplication.translate("agreement", "{low} to {high} cycles per model pixel")
        tip = limits.format(
            low=formatting.significant(band.lowest), high=formatting.significant(band.highest)
        )
        rows.append(
            (
                Cell(region_words.band_name(band.name), tip),
                Cell(formatting.percent(band.energy_share)),
                Cell(formatting.probability(band.probability)),
                Cell(_turned(band.flipped), marked=band.flipped),
            )
        )
    return tuple(rows)


def faithfulness_rows(found: Faithfulness) -> tuple[Row, ...]:
    """Areas under the deletion and insertion curves; marked where they beat a random order."""
    rows = [_faithful(row, found) for row in found.rows]
    chance = (
        Cell(QCoreApplication.translate("agreement", "random order")),
        Cell(formatting.number(found.random_deletion_auc)),
        Cell(formatting.number(found.random_insertion_auc)),
        Cell(""),
    )
    return (*rows, chance)


def _faithful(row: FaithfulnessRow, found: Faithfulness) -> Row:
    deletes = row.deletion_auc < found.random_deletion_auc
    inserts = row.insertion_auc > found.random_insertion_auc
    return (
        Cell(_source(row.source)),
        Cell(formatting.number(row.deletion_auc), marked=deletes),
        Cell(formatting.number(row.insertion_auc), marked=inserts),
        _sanity(row),
    )


def _sanity(row: FaithfulnessRow) -> Cell:
    if row.passes_sanity is None or row.randomised_similarity is None:
        return Cell(formatting.DASH)
    text = QCoreApplication.translate("agreement", "ρ with random weights: {rho}")
    tip = text.format(rho=formatting.number(row.randomised_similarity))
    if row.passes_sanity:
        return Cell(QCoreApplication.translate("agreement", "passed"), tip)
    return Cell(QCoreApplication.translate("agreement", "failed"), tip, marked=True)


def necessity_rows(found: Necessity) -> tuple[Row, ...]:
    """The norms that flip with a region alone and without it."""
    return tuple(_needed(row) for row in found.rows)


def _needed(row: RegionNecessity) -> Row:
    name = region_words.row_name(row.region, row.side)
    ratio = row.norm_ratio
    return (
        Cell(name, region_words.region_name(row.region, row.side)),
        _norm(row.inside_norm, row.inside_flipped),
        _norm(row.outside_norm, row.outside_flipped),
        Cell(formatting.DASH if ratio is None else formatting.number(ratio)),
    )


def _norm(norm: float | None, flipped: bool) -> Cell:
    if norm is None:
        return Cell(QCoreApplication.translate("agreement", "no flip"))
    return Cell(formatting.significant(norm), marked=flipped)


def method_name(method: AttributionMethod) -> str:
    return QCoreApplication.translate("panes", METHODS[method].name)


def _source(source: str) -> str:
    if source in tuple(AttributionMethod):
        return method_name(AttributionMethod(source))
    return QCoreApplication.translate("agreement", "|δ|")


def _turned(flipped: bool) -> str:
    if flipped:
        return QCoreApplication.translate("agreement", "flips")
    return QCoreApplication.translate("agreement", "holds")
