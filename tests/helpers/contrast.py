"""Contrast as WCAG 2.2 defines it (relative luminance, contrast ratio), of colours and pictures."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QColor, QImage


def luminance(colour: QColor) -> float:
    """Relative luminance in [0, 1] of an sRGB colour."""
    red, green, blue = (_linear(v) for v in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """(L1 + 0.05) / (L2 + 0.05), from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def contrast_in(image: QImage) -> float:
    """Between the commonest colour of a picture, its ground, and what differs most from it."""
    pixels = Counter(image.pixel(x, y) for x in range(image.width()) for y in range(image.height()))
    ground = QColor.fromRgb(pixels.most_common(1)[0][0])
    return max(contrast(ground, QColor.fromRgb(pixel)) for pixel in pixels)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
