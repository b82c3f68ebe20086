"""What a counterfactual's facts say, in English; the catalogue has the rest ("counterfactual").

Needs the standard library only. The facts are those of `inference.counterfactual.sentence`.
"""

from __future__ import annotations

#: Of `CounterfactualKind`.
KINDS: dict[str, str] = {
    "shape": "Shape",
    "opacities": "Opacities",
    "broad": "Brightness",
    "latent": "Latent shift",
    "translation": "Translation",
    "pgd": "Pixels (PGD)",
}

#: Of `Border`, `Zone`, and the other places, within a sentence; right and left are the patient's.
PLACES: dict[str, str] = {
    "heart_left": "the heart's left border",
    "heart_right": "the heart's right border",
    "chest_left": "the left chest wall",
    "chest_right": "the right chest wall",
    "dome_left": "the left diaphragm",
    "dome_right": "the right diaphragm",
    "right_upper": "the right upper zone",
    "right_middle": "the right middle zone",
    "right_lower": "the right lower zone",
    "left_upper": "the left upper zone",
    "left_middle": "the left middle zone",
    "left_lower": "the left lower zone",
    "heart": "the heart",
    "elsewhere": "what is neither lung nor heart",
}

#: Random changes of the same size, of each kind, within a sentence.
RANDOM: dict[str, str] = {
    "shape": "random shifts of the same size",
    "opacities": "as many at random places",
    "broad": "random changes of brightness of the same size",
    "latent": "random changes of the code of the same size",
    "translation": "the same redrawing at random places",
    "pgd": "random signs of the same size",
}

SENTENCES: dict[str, str] = {
    "border_in": "With {place} {amount} further in",
    "border_out": "With {place} {amount} further out",
    "border_up": "With {place} {amount} higher",
    "border_down": "With {place} {amount} lower",
    "film_moved": "With the film's contents shifted by up to {amount}",
    "one_opacity_added": "With one small rounded opacity added in {zones}",
    "opacities_added": "With {count} small rounded opacities added in {zones}",
    "one_opacity_removed": "With one small rounded opacity removed from {zones}",
    "opacities_removed": "With {count} small rounded opacities removed from {zones}",
    "brightened": "With brightness changed by up to {amount}, above all {place} brighter",
    "darkened": "With brightness changed by up to {amount}, above all {place} darker",
    "redrawn_brighter": "With {share} of the film redrawn, above all {place} brighter",
    "redrawn_darker": "With {share} of the film redrawn, above all {place} darker",
    "pixels_changed": "With every pixel changed by at most {amount}",
    "with_ratio": "{lead} (ratio {before} → {after})",
    "answer_turned": "{lead} the network would say {answer}{random}.",
    "answer_kept": "{lead} the network would still not say {answer}.",
    "nothing_changed": "No change of this kind was found with which the network would say "
    "{answer}.",
    "not_searched": "Changes of this kind could not be searched for.",
    "already": "The network says {answer} already.",
    "random_never": "; {random} never did (0 of {draws})",
    "random_did": "; {random} did, too, in {flips} of {draws}",
    "twin_agrees": "The robust network would say so, too.",
    "twin_disagrees": "The robust network would not.",
    "millimetres": "{value} mm",
    "pixels": "{value} px",
    "grey_levels": "{value} grey levels of 255",
    "less_than": "less than {value}",
    "and_more": "{zones} and {count} more",
    "two_zones": "{first}, {second}",
    "two_sentences": "{first} {second}",
}
