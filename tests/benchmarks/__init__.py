"""How fast the portal is, beside the least that a bare Django project does for the same rows."""
