# Pages of applications in a space.

navigation-not-let-in = This application was not let in yet. Open its page first.
