# Signing up for a plan.

joining-book = Raum buchen
