# Signing up for a plan.

joining-book = Réserver une salle
