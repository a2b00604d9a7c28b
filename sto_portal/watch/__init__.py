"""How the portal is watched from outside: what a request is called in the log, what is counted, how
things stand, and where traces and faults go. None of it tells of a person or of a region."""
