# Pages of applications in a space.

navigation-not-let-in = Esta aplicación aún no se ha autorizado. Abre primero su página.
