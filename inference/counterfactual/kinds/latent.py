"""Kind `latent`: an autoencoder's code changes (Latent Shift, Cohen 2021, MIDL).

The code z of the film moves along the gradient of the target's logit gap, z + λ · ∂gap/∂z, and the
*difference* of the two decodings is added to the film, so that what the autoencoder can't draw is
not lost. The gradient is taken on that film, not on the decoding as Cohen did: decodings are soft,
and the network that is explained was never shown soft films. Where one step does not turn the
answer at any λ, shorter ones follow, each along its own gradient.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from inference.answers.preprocessing import prepare
from inference.core.counterfactual_types import Change, CounterfactualKind, SizeUnit, StopReason
from inference.core.geometry import FilmGrid
from inference.core.types import read_only
from inference.counterfactual.additive import AdditiveKind, grey_levels
from inference.counterfactual.kind import Context, Found
from inference.counterfactual.kinds.climb import Climb
from inference.networks.autoencoder import Autoencoder
from inference.networks.models import Network

#: λ as the length of the step of the code, whose numbers have about unit variance.
ONE_STEP = (1.0, 2.0, 4.0, 8.0)
#: Length of each of several steps, and how many.
STEP, STEPS = 1.0, 16
#: Greatest change of the film, input units: no search goes beyond it.
GREATEST = 0.4
#: How far beyond the change that the search returns the amplitude may go.
LIMIT = 1.5


@dataclass(frozen=True, slots=True)
class Latent(AdditiveKind):
    """The difference of two pictures of an autoencoder."""

    name: CounterfactualKind = CounterfactualKind.LATENT

    def search(self, context: Context) -> Found:
        if context.autoencoder is None:
            return Found(None, StopReason.UNAVAILABLE, notices=("no_autoencoder",))
        codes = _Codes.of(context, context.autoencoder)
        climb, notices = _one_step(context, codes), tuple[str, ...]()
        reason = climb.run(len(ONE_STEP))
        if reason is StopReason.NOT_FOUND:
            climb, notices = _several_steps(context, codes), ("latent_iterated",)
            reason = climb.run(STEPS)
        if torch.equal(climb.best, codes.film_code):
            return Found(None, reason)
        return Found(codes.change(climb.best), reason, LIMIT, notices)

    def random_like(self, context: Context, change: Change, rng: np.random.Generator) -> Change:
        """The code moved in a random direction, the film changing as much at most."""
        assert context.autoencoder is not None
        codes = _Codes.of(context, context.autoencoder)
        drawn = torch.from_numpy(rng.standard_normal(codes.film_code.shape).astype(np.float32))
        drawn = drawn.to(codes.film_code) / drawn.norm()
        random = codes.change(codes.film_code + drawn * ONE_STEP[-1])
        factor = np.float32(grey_levels(change) / max(grey_levels(random), 1e-9))
        assert random.difference is not None
        return replace(random, difference=read_only(random.difference * factor))

    def size(self, context: Context, change: Change) -> tuple[float, SizeUnit]:
        """The greatest change in grey levels."""
        return grey_levels(change), SizeUnit.GREY_LEVELS


def _one_step(context: Context, codes: _Codes) -> Climb:
    """Latent Shift as published: along the gradient at the film's own code, by growing λ."""
    lengths = iter(ONE_STEP)
    direction: list[Tensor] = []

    def moved(code: Tensor, gradient: Tensor) -> Tensor:
        direction[:] = direction or [gradient / gradient.norm()]
        return codes.kept(code, codes.film_code + next(lengths) * direction[0])

    return Climb(context, codes.film_code, codes.drawn, moved)


def _several_steps(context: Context, codes: _Codes) -> Climb:
    """Short steps, each along the gradient where the last one ended."""

    def moved(code: Tensor, gradient: Tensor) -> Tensor:
        return codes.kept(code, code + gradient * (STEP / gradient.norm()))

    return Climb(context, codes.film_code, codes.drawn, moved)


@dataclass(frozen=True, slots=True, eq=False)
class _Codes:
    """A film's code, and what another code adds to the film where its network sees it."""

    context: Context
    network: Autoencoder
    film: Tensor  # (1, 1, S, S), the classifier's grid
    film_code: Tensor  # (1, C, s, s)
    decoded: Tensor  # (1, 1, A, A), the autoencoder's grid
    to_classifier: Callable[[Tensor], Tensor]  # a difference (1, 1, A, A) to (1, 1, S, S)

    @classmethod
    def of(cls, context: Context, autoencoder: Network) -> _Codes:
        network, subject = autoencoder.module, context.subject
        assert isinstance(network, Autoencoder)
        radiograph, source = subject.radiograph, subject.source
        own = prepare(radiograph.pixels, autoencoder.card.input_size, radiograph.padding)
        reach = subject.tensor(context.seen) * ((own.high - own.low) / (source.high - source.low))
        with torch.no_grad():
            code = network.encode(subject.tensor(own.image))
            decoded = network.decode(code)

        def to_classifier(difference: Tensor) -> Tensor:
            return _resampled(difference, own.grid, source.grid) * reach

        film = subject.tensor(source.image)
        return cls(context, network, film, code, decoded, to_classifier)

    def difference(self, code: Tensor) -> Tensor:
        """(1, 1, S, S) in the classifier's input units, with a gradient."""
        return self.to_classifier(self.network.decode(code) - self.decoded)

    def drawn(self, code: Tensor) -> Tensor:
        """(1, 1, S, S): the film with the difference."""
        return (self.film + self.difference(code)).clamp(0, 1)

    def kept(self, code: Tensor, further: Tensor) -> Tensor:
        """`further`, or `code` if that would change the film by too much."""
        with torch.no_grad():
            greatest = float(self.difference(further).abs().max())
        return further if greatest <= GREATEST else code

    def change(self, code: Tensor) -> Change:
        source = self.context.subject.source
        with torch.no_grad():
            values = self.difference(code)[0, 0].cpu().numpy()
        difference = read_only(np.array(values, np.float32))
        return Change(source.grid, (source.low, source.high), difference=difference)


def _resampled(values: Tensor, grid: FilmGrid, other: FilmGrid) -> Tensor:
    """(1, 1, A, A) on `grid` to (1, 1, S, S) on `other` of the same film, with a gradient."""
    rows, columns = grid.content
    inner, size = values[..., rows, columns], other.content_shape
    sized = functional.interpolate(inner, size=size, mode="bicubic", align_corners=False)
    (top, left), (height, width) = other.offset, other.content_shape
    below, right = other.size - top - height, other.size - left - width
    return functional.pad(sized, (left, right, top, below))
