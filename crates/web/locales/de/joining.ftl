# Signing up for a plan.

joining-welcome = Du bist jetzt Mitglied.
joining-waits = Du hast dich angemeldet. Wer den Space verwaltet, sieht es sich an und bestätigt; dann bekommst du eine E-Mail.
joining-book = Raum buchen
