"""Faults on purpose: what the portal promises, under kills, stops, drops and hostile hands.

script/bench faults           the full sizes
script/bench faults --small   the sizes of the suite
script/bench faults --part 20   a fifth of the way between them

Every figure prints what it counted, fails when too few faults really happened, and has a broken
twin: the same world with one thing missing, in which the same count must find the fault.
"""
