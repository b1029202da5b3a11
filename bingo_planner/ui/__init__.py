"""The Qt kit and the shell. Only Qt and the kernel: it knows no store and no feature."""
