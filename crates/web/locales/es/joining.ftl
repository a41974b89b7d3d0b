# Signing up for a plan.

joining-book = Reservar una sala
