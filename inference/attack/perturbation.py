"""The perturbation: how it reaches the network, and the set that it may not leave.

*Film space*: delta lies on the film, z = (x + δ) · m, so nothing outside m counts. *Input space*
(the paper's way): delta is free on the network's own input, z = x · m + δ. Without extraction the
two are one, except on a film that is smaller than the model grid: there film space searches on the
film's own pixels, because nothing finer could be shown on it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from inference.answers.classifier import ClassifierInput
from inference.core.attack_types import AttackConfig
from inference.core.geometry import FilmGrid


@dataclass(frozen=True, slots=True, eq=False)
class AttackSpace:
    """What an attack may vary, and how that becomes delta and the network's input.

    The *variable* is delta itself, (1, 1, S, S), or, with `spread`, a perturbation of the small
    film's own pixels, (1, 1, H, W), in the same units. It starts at 0.
    """

    image: Tensor  # (1, 1, S, S): x in film space, x · m in input space; in [0, 1]
    mask: Tensor | None  # (1, 1, S, S): m in film space with extraction, else None
    below: Tensor  # how far the variable may fall, >= 0; 0 where it must stay
    above: Tensor  # how far it may rise
    spread: Spread | None = None

    @classmethod
    def of(cls, subject: ClassifierInput, space: str) -> AttackSpace:
        """The space "film" or "input" of a classifier's input."""
        plain = cls.of_model_grid(subject, space)
        spread = Spread.of(subject) if space == "film" else None
        if spread is None:
            return plain
        source = subject.source
        film = (subject.radiograph.pixels - source.low) / (source.high - source.low)
        own = subject.tensor(np.clip(film, 0, 1))
        free = spread.reaches_only(subject.tensor(source.attackable.astype(np.float32)))
        return cls(plain.image, plain.mask, own * free, (1 - own) * free, spread)

    @classmethod
    def of_model_grid(cls, subject: ClassifierInput, space: str) -> AttackSpace:
        """The space whose variable is δ itself, also on a film that is smaller than the grid."""
        source = subject.source
        attackable = subject.tensor(source.attackable.astype(np.float32))
        if space == "input":
            image, mask = subject.extracted(source.image), None
        else:
            image = subject.tensor(source.image)
            mask = None if subject.mask is None else subject.tensor(subject.mask)
        return cls(image, mask, image * attackable, (1 - image) * attackable)

    @property
    def scale(self) -> float:
        """Pixels of the variable per model pixel, along a side; 1 unless the film is small."""
        return 1.0 if self.spread is None else self.spread.rows.shape[1] / self.spread.rows.shape[0]

    def delta(self, variable: Tensor) -> Tensor:
        """(1, 1, S, S): the perturbation on the model grid; image + delta is within [0, 1]."""
        if self.spread is None:
            return variable
        return (self.image + self.spread(variable)).clamp(0, 1) - self.image

    def shown(self, variable: Tensor) -> Tensor:
        """z, what the network sees."""
        moved = self.image + self.delta(variable)
        return moved if self.mask is None else moved * self.mask

    def gradient(self, variable: Tensor, of_shown: Tensor) -> Tensor:
        """The gradient at the variable, for that at what is shown of it, (1, 1, S, S)."""
        with torch.enable_grad():
            here = variable.detach().requires_grad_()
            (gradient,) = torch.autograd.grad(self.shown(here), here, of_shown)
        return gradient

    def shown_at(self, delta: Tensor, amplitudes: Tensor) -> Tensor:
        """(K, 1, S, S): the image plus every amplitude (K,) times delta, clipped to [0, 1]."""
        return self.shown_with(amplitudes[:, None, None, None] * delta)

    def shown_with(self, deltas: Tensor) -> Tensor:
        """(K, 1, S, S): the image plus every one of `deltas` (K, 1, S, S), clipped to [0, 1]."""
        moved = (self.image + deltas).clamp(0, 1)
        return moved if self.mask is None else moved * self.mask


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """From a small film's pixels to the model grid: the linear interpolation A of `FilmGrid`."""

    rows: Tensor  # (rows, H)
    columns: Tensor  # (columns, W)
    grid: FilmGrid

    @classmethod
    def of(cls, subject: ClassifierInput) -> Spread | None:
        """None when the film is at least as large as the model grid."""
        matrices = subject.source.grid.enlargement()
        if matrices is None:
            return None
        rows, columns = (torch.from_numpy(np.array(each)) for each in matrices)
        device = subject.network.device
        return cls(rows.to(device), columns.to(device), subject.source.grid)

    def __call__(self, variable: Tensor) -> Tensor:
        """(1, 1, H, W) to (1, 1, S, S); 0 on the letterbox."""
        (top, left), size = self.grid.offset, self.grid.size
        content = self.rows @ variable @ self.columns.T
        right, bottom = size - left - content.shape[3], size - top - content.shape[2]
        return torch.nn.functional.pad(content, (left, right, top, bottom))

    def reaches_only(self, attackable: Tensor) -> Tensor:
        """(1, 1, H, W): 1 for film pixels that reach attackable model pixels alone, else 0."""
        outside = 1 - attackable[(..., *self.grid.content)]
        return (self.rows.T @ outside @ self.columns == 0).to(attackable.dtype)


class Ball:
    """All variables whose delta is within epsilon of 0 (L-inf or L2) and keeps to the space.

    Projection is exact for L-inf, where the set is a box. For L2 the ball comes first and the box
    after it: clipping towards 0 only shortens delta, so that both hold.
    """

    def __init__(self, space: AttackSpace, config: AttackConfig) -> None:
        """`config` as `attack_options.validated` returns it."""
        self.space, self.norm = space, config.norm
        self.epsilon, self.alpha = config.epsilon, float(config.alpha or 0)
        reach = config.epsilon if config.norm == "linf" else min(config.epsilon, 1.0)
        self.lower = -space.below.clamp(max=reach)
        self.upper = space.above.clamp(max=reach)
        self.movable = (self.upper > self.lower).to(space.image.dtype)

    def random_start(self, seed: int) -> Tensor:
        """A variable drawn from the ball: uniform in the box (Madry 2018) for L-inf; for L2 uniform
        in the ball, then clipped. Drawn on the CPU: alike on all devices.
        """
        generator = torch.Generator().manual_seed(seed)
        if self.norm == "linf":
            part = torch.rand(self.lower.shape, generator=generator).to(self.lower)
            return self.lower + part * (self.upper - self.lower)
        direction = torch.randn(self.lower.shape, generator=generator).to(self.lower)
        direction.mul_(self.movable)
        radius = float(torch.rand(1, generator=generator)) ** (1 / max(1.0, self._freedom()))
        direction.mul_(self.epsilon * radius / max(self._length(direction), 1e-30))
        return torch.clamp(direction, self.lower, self.upper)

    def ascend(self, variable: Tensor, gradient: Tensor) -> float:
        """One projected step along `gradient`, in place; both arguments are overwritten.

        Returns
        -------
        The greatest |gradient| where there is room to move: 0 when there is nowhere to go (the
        variable is then left alone), not finite when the network's gradient is not.
        """
        gradient.mul_(self.movable)
        greatest = float(gradient.abs().amax())
        if not 0 < greatest < float("inf"):
            return greatest
        if self.norm == "linf":
            variable.add_(gradient.sign_(), alpha=self.alpha)
        else:
            gradient.div_(greatest)  # a tiny gradient's square would be 0 in float32
            variable.add_(gradient, alpha=self.alpha / self._length(gradient))
            variable.mul_(min(1.0, self.epsilon / max(self._length(variable), 1e-30)))
        torch.clamp(variable, self.lower, self.upper, out=variable)
        return greatest

    def _freedom(self) -> float:
        return float(self.movable.sum())

    def _length(self, variable: Tensor) -> float:
        """L2 norm on the model grid."""
        spread = self.space.spread
        return float((variable if spread is None else spread(variable)).norm())
