# Pages of applications in a space.

navigation-not-let-in = Cette application n’a pas encore été autorisée. Ouvrez d’abord sa page.
