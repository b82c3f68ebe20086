"""Lung fields and heart from the U-Net's answer (written next; the mask is ready)."""

from inference.extraction import extraction_mask

__all__ = ["extraction_mask"]
