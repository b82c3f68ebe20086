"""The bill of materials of a bundle: CycloneDX 1.6, the same for the same contents."""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contents import Part

from inference import __version__
from inference.networks.model_card import read_cards

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "setsudo")


def write(path: Path, parts: list[Part], root: Path) -> None:
    """Third parties as libraries, the bundled networks as machine-learning models."""
    components = [*map(_library, parts), *_networks(root / "resources" / "models")]
    contents = json.dumps(components, sort_keys=True).encode()
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": uuid.uuid5(_NAMESPACE, hashlib.sha256(contents).hexdigest()).urn,
        "version": 1,
        "metadata": {
            "timestamp": _moment(),
            "component": {
                "type": "application",
                "bom-ref": "setsudo",
                "name": "setsudo",
                "version": __version__,
                "licenses": [{"license": {"id": "Apache-2.0"}}],
            },
        },
        "components": components,
        "dependencies": [{"ref": "setsudo", "dependsOn": sorted(c["bom-ref"] for c in components)}],
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(bill, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _moment() -> str:
    """SOURCE_DATE_EPOCH, which `build.py` sets to the commit's date."""
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH", "0"))
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _library(part: Part) -> dict[str, Any]:
    component: dict[str, Any] = {
        "type": "library",
        "bom-ref": part.purl,
        "name": part.name,
        "version": part.version,
        "purl": part.purl,
        "licenses": [{"license": {"name": part.licence}}],
    }
    if part.homepage:
        component["externalReferences"] = [{"type": "website", "url": part.homepage}]
    return component


def _networks(folder: Path) -> list[dict[str, Any]]:
    return [
        {
            "type": "machine-learning-model",
            "bom-ref": f"model:{card.name}@{card.version}",
            "name": card.name,
            "version": card.version,
            "hashes": [{"alg": "SHA-256", "content": card.weights_sha256}],
            "licenses": [{"license": {"name": card.texts.get("licence", "not stated")}}],
        }
        for card in read_cards(folder)
    ]
