"""Random changes to batches of standardised films, so that no look of one source is a clue.

Images are (N, 1, S, S) float32 in [0, 1], 0 on padding, as `preprocessing.prepare`
leaves them; targets (N, C, S, S) float32 follow the geometry and nothing else. Every function
draws from the `torch.Generator` that it is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log, pi

import torch
from torch import Generator, Tensor
from torch.nn import functional

from inference.answers.preprocessing import HIGH_PERCENTILE, LOW_PERCENTILE


@dataclass(frozen=True, slots=True)
class Augmentation:
    """How far each change goes; 0 leaves it out."""

    rotation: float = 8.0  # degrees, either way
    zoom: tuple[float, float] = (0.8, 1.3)  # above 1 shows less of the film
    stretch: float = 0.12  # log ratio of the two axes' zoom, either way
    shift: float = 0.10  # share of the side, either way
    bend: float = 0.015  # smooth displacement, share of the side
    soften: float = 0.5  # probability of an image as soft as a much smaller film
    softest: int = 64  # side of the smallest film imitated
    tone: float = 1.0  # strength of curves and gamma
    texture: float = 0.6  # probability of unsharp masking or an uneven field
    noise: float = 0.04  # greatest standard deviation
    cutout: float = 0.4  # probability of hidden rectangles
    border: float = 0.35  # probability of letterbox or collimation edges
    flip: float = 0.0  # probability of a mirror image
    grain: float = 0.0  # greatest standard deviation of correlated noise, at full brightness


class Augmenter:
    """Applies an `Augmentation`; the same seed gives the same changes."""

    def __init__(self, settings: Augmentation, seed: int) -> None:
        self.settings = settings
        self.seed, self.generator = seed, Generator().manual_seed(seed)

    def reseed(self, step: int) -> None:
        """Draw from here on what belongs to `step`, whatever was drawn before."""
        self.generator.manual_seed(self.seed * 1_000_003 + step)

    def __call__(self, images: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        """Changed (images, targets); images are standardised anew, as the viewer would."""
        images, targets = self.move(images, targets)
        return self.develop(images), targets

    def move(self, images: Tensor, targets: Tensor) -> tuple[Tensor, Tensor]:
        """Geometry alone: rotation, zoom, stretch, shift and a smooth bend."""
        grid = self._grid(images)
        pair = torch.cat([images, targets], 1)
        moved = functional.grid_sample(pair, grid, mode="bilinear", align_corners=False)
        return moved[:, :1], moved[:, 1:]

    def develop(self, images: Tensor) -> Tensor:
        """Everything but geometry, ending with the standardisation."""
        s = self.settings
        images = self._tone(images)
        if s.grain:
            images = self._grain(images)
        images = self._where(s.texture, images, self._texture)
        images = self._where(s.soften, images, self._soften)
        images = images + self._uniform(len(images), 0, s.noise) * torch.randn(
            images.shape, generator=self.generator
        )
        images = self._where(s.cutout, images, self._cutout)
        images, shown = self._edges(images)
        return standardise(images, shown)

    # --- geometry ---------------------------------------------------------------------------

    def _grid(self, images: Tensor) -> Tensor:
        s, n, side = self.settings, len(images), images.shape[-1]
        angle = self._uniform(n, -s.rotation, s.rotation).flatten() * pi / 180
        zoom = self._uniform(n, log(s.zoom[0]), log(s.zoom[1])).flatten()
        stretch = self._uniform(n, -s.stretch, s.stretch).flatten()
        kx, ky = (-zoom + stretch / 2).exp(), (-zoom - stretch / 2).exp()
        if s.flip:
            kx = torch.where(self._uniform(n, 0, 1).flatten() < s.flip, -kx, kx)
        shift = torch.stack([self._uniform(n, -s.shift, s.shift).flatten() * 2 for _ in "xy"], 1)
        rows = torch.stack(
            [
                torch.stack([kx * angle.cos(), -kx * angle.sin(), shift[:, 0]], 1),
                torch.stack([ky * angle.sin(), ky * angle.cos(), shift[:, 1]], 1),
            ],
            1,
        )
        grid = functional.affine_grid(rows, [n, 1, side, side], align_corners=False)
        if not s.bend:
            return grid
        knots = torch.randn((n, 2, 5, 5), generator=self.generator) * 2 * s.bend
        bend = functional.interpolate(knots, size=(side, side), mode="bicubic", align_corners=False)
        return grid + bend.permute(0, 2, 3, 1)

    # --- look -------------------------------------------------------------------------------

    def _tone(self, images: Tensor) -> Tensor:
        """A random rising curve: gamma, mixed with an S-shaped or reverse S-shaped curve."""
        strength = self.settings.tone
        gamma = self._uniform(len(images), -0.7 * strength, 0.7 * strength).exp()
        curved = images.clamp(0, 1) ** gamma
        steep = self._uniform(len(images), 2, 9)
        middle = self._uniform(len(images), 0.25, 0.75)
        s_shaped = torch.sigmoid(steep * (curved - middle))
        low, high = torch.sigmoid(-steep * middle), torch.sigmoid(steep * (1 - middle))
        s_shaped = (s_shaped - low) / (high - low)
        share = self._uniform(len(images), -0.35 * strength, strength).clamp(max=0.95)
        return (curved + share * (s_shaped - curved)).clamp(0, 1)

    def _texture(self, images: Tensor) -> Tensor:
        """Unsharp masking at a random scale, and a smooth uneven exposure."""
        side = images.shape[-1]
        coarse = self._smoothed(images)
        wide = functional.adaptive_avg_pool2d(images, 8)
        wide = functional.interpolate(wide, size=(side, side), mode="bilinear", align_corners=False)
        fine_gain = self._uniform(len(images), -0.3, 1.6)
        wide_gain = self._uniform(len(images), -0.25, 0.5)
        knots = 1 + 0.15 * torch.randn((len(images), 1, 3, 3), generator=self.generator)
        field = functional.interpolate(
            knots, size=(side, side), mode="bicubic", align_corners=False
        )
        return (images + fine_gain * (images - coarse) + wide_gain * (images - wide)) * field

    def _smoothed(self, images: Tensor) -> Tensor:
        """A mean over 8 pixels or, on every other batch, over 5: vendors sharpen at both scales."""
        if self._integer(0, 2):
            return functional.avg_pool2d(images, 5, stride=1, padding=2, count_include_pad=False)
        coarse = functional.avg_pool2d(images, 8)
        return functional.interpolate(
            coarse, size=images.shape[-2:], mode="bilinear", align_corners=False
        )

    def _grain(self, images: Tensor) -> Tensor:
        """Noise as a detector leaves it: smoothed over a pixel or so, stronger where dense."""
        noise = torch.randn(images.shape, generator=self.generator)
        smooth = functional.avg_pool2d(noise, 3, stride=1, padding=1) * 3
        share = self._uniform(len(images), 0, 1)
        strength = self._uniform(len(images), 0, self.settings.grain)
        return images + strength * (0.3 + 0.7 * images) * (share * noise + (1 - share) * smooth)

    def _soften(self, images: Tensor) -> Tensor:
        """As soft as a film of fewer pixels: area-averaged, then interpolated back."""
        size = images.shape[-1]
        sides = self._uniform(len(images), log(self.settings.softest), log(0.9 * size)).exp()
        soft = []
        for image, side in zip(torch.split(images, 1), sides.flatten().tolist(), strict=True):
            small = functional.adaptive_avg_pool2d(image, max(self.settings.softest, round(side)))
            soft.append(
                functional.interpolate(
                    small, size=(size, size), mode="bilinear", align_corners=False
                )
            )
        return torch.cat(soft)

    def _cutout(self, images: Tensor) -> Tensor:
        """One to three hidden rectangles: black, white or grey, up to a fifth of the side."""
        images, side = images.clone(), images.shape[-1]
        for image in images:
            for _ in range(self._integer(1, 4)):
                height, width = self._integer(3, side // 5), self._integer(3, side // 5)
                top, left = self._integer(0, side - height), self._integer(0, side - width)
                level = float(self._uniform(1, 0, 1.2).clamp(max=1))
                image[:, top : top + height, left : left + width] = level
        return images

    def _edges(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """Letterbox (unshown, 0) or collimation (shown, black or white) on some films."""
        side = images.shape[-1]
        shown = torch.ones_like(images, dtype=torch.bool)
        images = images.clone()
        for image, content in zip(images, shown, strict=True):
            if float(self._uniform(1, 0, 1)) >= self.settings.border:
                continue
            across, kind = self._integer(0, 2), self._integer(0, 3)
            width = self._integer(2, side // 8)
            other = self._integer(0, side // 8) if kind else width
            for edge in (slice(0, width), slice(side - other, side)):
                where = (slice(None), edge) if across else (slice(None), slice(None), edge)
                image[where] = (0.0, 0.0, 1.0)[kind]
                if kind == 0:
                    content[where] = False
        return images, shown

    # --- drawing ----------------------------------------------------------------------------

    def _uniform(self, count: int, low: float, high: float) -> Tensor:
        return low + (high - low) * torch.rand((count, 1, 1, 1), generator=self.generator)

    def _integer(self, low: int, high: int) -> int:
        return int(torch.randint(low, high, (1,), generator=self.generator))

    def _where(self, probability: float, images: Tensor, change: object) -> Tensor:
        chosen = self._uniform(len(images), 0, 1).flatten() < probability
        if not bool(chosen.any()):
            return images
        images = images.clone()
        images[chosen] = change(images[chosen])  # type: ignore[operator]
        return images


def standardise(images: Tensor, shown: Tensor) -> Tensor:
    """What `preprocessing` does, on a batch: percentiles of what is shown, clip, 0 else.

    `images` (N, 1, S, S) float32, `shown` (N, 1, S, S) bool. Percentiles are taken on every third
    pixel each way.
    """
    thin, thin_shown = images[..., ::3, ::3].flatten(1), shown[..., ::3, ::3].flatten(1)
    values = torch.where(thin_shown, thin, torch.nan)
    share = torch.tensor([LOW_PERCENTILE / 100, HIGH_PERCENTILE / 100])
    low, high = torch.nanquantile(values, share, dim=1)
    low, high = low.view(-1, 1, 1, 1), high.view(-1, 1, 1, 1)
    flat = high - low < 1e-4
    low, high = torch.where(flat, low - 0.5, low), torch.where(flat, low + 0.5, high)
    return torch.where(shown, ((images - low) / (high - low)).clamp(0, 1), 0.0)
