"""Every kind of counterfactual, by its name."""

from __future__ import annotations

from inference.core.counterfactual_types import CounterfactualKind
from inference.counterfactual.kind import Kind
from inference.counterfactual.kinds.broad import Broad
from inference.counterfactual.kinds.latent import Latent
from inference.counterfactual.kinds.opacities import Opacities
from inference.counterfactual.kinds.pixels import Pixels
from inference.counterfactual.kinds.shape import Shape
from inference.counterfactual.kinds.translated import Translated

_ALL: tuple[Kind, ...] = (Shape(), Opacities(), Broad(), Latent(), Translated(), Pixels())
#: Kinds that can be searched, in the order of `CounterfactualKind`.
KINDS: dict[CounterfactualKind, Kind] = {kind.name: kind for kind in _ALL}
