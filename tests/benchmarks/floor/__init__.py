"""The floor: a bare Django project that shows or saves the same rows, and does nothing more."""
