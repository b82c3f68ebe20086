"""Films on model grids and model maps on films, by OpenCV; may import `inference.core`."""
