"""Whether this machine can run the portal: what surrounds it is looked at, nothing is changed."""
