# Signing up for a plan.

joining-welcome = Du bist jetzt Mitglied.
joining-waits = Du hast dich angemeldet. Wer den Space verwaltet, sieht es sich an und bestätigt; dann bekommst du eine E-Mail.
joining-book = Raum buchen

## The form

joining-confirms = Wer { $space } verwaltet, bestätigt neue Mitglieder.
joining-name = Dein Name
joining-company = Firma
joining-company-hint = Wenn sie auf der Rechnung stehen soll
joining-phone = Telefon
joining-street = Straße und Hausnummer
joining-post-code = Postleitzahl
joining-city = Ort
joining-first-day = Erster Tag
joining-discount = Rabattcode
joining-discount-hint = Wenn du einen hast
joining-agree = Ich stimme den <a>AGB von { $space }</a> zu
joining-must-agree = Den AGB muss zugestimmt werden.
joining-become = Mitglied werden
joining-back = Zurück
joining-optional = { $question } (freiwillig)
joining-at-least =
    { $count ->
        [one] mindestens { $count } Monat
       *[other] mindestens { $count } Monate
    }
joining-notice =
    { $count ->
        [one] { $count } Tag Kündigungsfrist
       *[other] { $count } Tage Kündigungsfrist
    }
