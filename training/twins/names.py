"""What the tables call the pictures."""

from __future__ import annotations

from collections.abc import Mapping

from inference.attribution.methods import METHODS

#: Of what is no heat map; those are called as in the literature, in every language.
NAMES: Mapping[str, Mapping[str, str]] = {
    "edges": {"en": "*edges of the film (Laplacian)*", "ja": "*画像の輪郭（ラプラシアン）*"},
    "one_sign": {"en": "*one sign everywhere*", "ja": "*どこも同じ符号*"},
    "pgd_linf": {"en": "PGD, L-inf (the paper's)", "ja": "PGD、L-inf（論文の方法）"},
    "pgd_l2": {"en": "PGD, L2", "ja": "PGD、L2"},
    "pgd": {"en": "counterfactual: pixels (PGD)", "ja": "反事実：画素（PGD）"},
    "shape": {"en": "counterfactual: moved borders", "ja": "反事実：輪郭の移動"},
    "opacities": {"en": "counterfactual: opacities", "ja": "反事実：粒状影"},
    "broad": {"en": "counterfactual: broad brightness", "ja": "反事実：広い明るさ"},
    "latent": {
        "en": "counterfactual: autoencoder's code",
        "ja": "反事実：自己符号化器",
    },
    "translation": {"en": "counterfactual: CycleGAN", "ja": "反事実：CycleGAN"},
}


def name_of(picture: str, language: str = "en") -> str:
    """The name of a heat map, an attack, a kind of counterfactual; an unknown one's own."""
    if picture in NAMES:
        return NAMES[picture][language]
    return next((facts.name for key, facts in METHODS.items() if str(key) == picture), picture)
