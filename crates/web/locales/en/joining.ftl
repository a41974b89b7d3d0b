# Signing up for a plan.

joining-book = Book a room
