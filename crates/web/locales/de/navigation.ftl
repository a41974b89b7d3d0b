# Pages of applications in a space.

navigation-not-let-in = Diese Anwendung wurde noch nicht zugelassen. Öffne zuerst ihre Seite.
