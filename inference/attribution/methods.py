"""What distinguishes the attribution methods. Needs the standard library only.

All explain the finding's logit (not the gap, not the probability), also when the prediction is "no
finding", and all are raw: no map is scaled by its own maximum.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from inference.core.types import AttributionMethod


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """What a reader of a map must know of its method."""

    name: str  # as the literature has it; English
    signed: bool  # False: values >= 0; True: below 0 is evidence against the finding
    unit: str  # of a map's values: "logit" | "logit per input" | "activation"
    passes: int  # cost: least number of times that the network is run, backward included


#: Nodes of Integrated Gradients' quadrature, to begin with.
INTEGRATION_NODES = 32
#: Noisy films that SmoothGrad averages over.
SMOOTH_SAMPLES = 32
#: Occlusion windows along a side.
OCCLUSION_CELLS = 16

METHODS: Mapping[AttributionMethod, MethodFacts] = MappingProxyType(
    {
        AttributionMethod.GRAD_CAM: MethodFacts("Grad-CAM", False, "activation", 1),
        AttributionMethod.GRAD_CAM_PLUS_PLUS: MethodFacts("Grad-CAM++", False, "activation", 1),
        AttributionMethod.LAYER_CAM: MethodFacts("LayerCAM", False, "activation", 1),
        AttributionMethod.GUIDED_BACKPROPAGATION: MethodFacts(
            "Guided Backpropagation", True, "logit per input", 1
        ),
        AttributionMethod.INTEGRATED_GRADIENTS: MethodFacts(
            "Integrated Gradients", True, "logit", INTEGRATION_NODES
        ),
        AttributionMethod.INTEGRATED_GRADIENTS_MEAN: MethodFacts(
            "Integrated Gradients from the film's mean", True, "logit", INTEGRATION_NODES
        ),
        AttributionMethod.SMOOTH_GRAD: MethodFacts(
            "SmoothGrad", True, "logit per input", SMOOTH_SAMPLES
        ),
        AttributionMethod.OCCLUSION: MethodFacts("Occlusion", True, "logit", OCCLUSION_CELLS**2),
    }
)
