"""What a picture is worth, in English; the catalogue has the other languages (context "meaning").

Needs the standard library only.
"""

from __future__ import annotations

#: Of `MeaningRow.picture`: what is neither heat map nor kind of counterfactual.
PICTURES: dict[str, str] = {
    "pgd_linf": "PGD, L∞",
    "pgd_l2": "PGD, L2",
}

TEXTS: dict[str, str] = {
    # one line in a pane's title, and what it says
    "line": "Where the cause is known: {said}",
    "said": "on it {area} %, by chance {chance} %",
    "said_signed": "on it {area} %, by chance {chance} %; right way {sign} %",
    "said_chance": "no better than chance ({area} against {chance} %)",
    "said_edges": "no better than the film's own edges ({area} %)",
    "said_none": "never tested",
    # what it rests on
    "basis": "Measured on {pairs} pairs of simulated films that differ by the finding alone: how "
    "well the picture's strength ranks the places that truly change (mean precision), and on how "
    "much of them its sign is right. {left_out} pairs were left out: the network does not tell "
    "them apart.",
    # the table
    "title": "Does it mean anything?",
    "picture": "Picture",
    "turned": "Turns the answer",
    "twin_turned": "Turns the robust twin",
    "ratio": "Cardiothoracic ratio",
    "survives": "Survives smoothing",
    "random": "Random ones turn it",
    "truth": "Where the cause is known",
    "yes": "yes",
    "no": "no",
    "not_measured": "–",
    "right_way": "{before} → {after}, the right way",
    "wrong_way": "{before} → {after}, not the right way",
    "survives_to": "up to σ = {sigma} px",
    "survives_none": "no",
    "random_count": "{flips} of {draws}",
}
