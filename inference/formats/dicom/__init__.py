"""DICOM files to grey levels, headers and attributes; may import `inference.formats` and `core`."""
