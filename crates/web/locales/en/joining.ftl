# Signing up for a plan.

joining-welcome = You are a member now.
joining-waits = You have signed up. Whoever runs the space looks at it and confirms; you get a mail then.
joining-book = Book a room
