"""Every kind of counterfactual, by its name."""

from __future__ import annotations

from inference.core.counterfactual_types import CounterfactualKind
from inference.counterfactual.kind import Kind

#: Kinds that can be searched, in the order of `CounterfactualKind`.
KINDS: dict[CounterfactualKind, Kind] = {}
