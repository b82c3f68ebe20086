"""DICOM objects made of a result; may import `inference.export` and below."""
