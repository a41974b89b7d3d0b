# Teams with a plan.

teams-title = Teams von { $space }
teams-members = Mitglieder
teams-teams = Teams
teams-make = Team anlegen
teams-none = Noch gibt es kein Team. Ein Team hat einen Tarif, so viele Sitze, wie es bezahlt, und eine Rechnung für alles, was seine Mitglieder nutzen.
teams-pages = Seiten
teams-before = Zurück
teams-more = Mehr
teams-one-pays = Ein Mitglied zahlt für die anderen
teams-seat-count =
    { $count ->
        [one] { $count } Sitz
       *[other] { $count } Sitze
    }
teams-seats-until =
    { $count ->
        [one] { $count } Sitz, bis { $day }
       *[other] { $count } Sitze, bis { $day }
    }

## A new one

teams-needs-plan = Ein Team braucht einen Tarif für Teams, und es gibt noch keinen. <a>Lege einen an</a> und kreuze an, dass er für Teams ist.
teams-name = Name
teams-seats = Sitze
teams-seats-hint = So viele Mitglieder darf es höchstens haben
teams-plan = Tarif
teams-plan-problem = Der Tarif { $problem }.
teams-first-day = Erster Tag
teams-company = Firma auf der Rechnung
teams-company-hint = Leer: der Name des Teams
teams-street = Straße und Hausnummer
teams-post-code = Postleitzahl
teams-city = Ort
teams-mailed-where = Wohin Rechnungen gemailt werden
teams-not-mailed = Leer: Sie werden nicht gemailt
teams-discount = Rabattcode
teams-make-it = Anlegen
teams-not-now = Jetzt nicht

## One team

teams-leaving = Endet
teams-seats-taken = { $taken } von { $seats } Sitzen belegt
teams-manager = Teamleitung
teams-until = bis { $day }
teams-no-manager = Teamleitung entziehen
teams-make-manager = Zur Teamleitung machen
teams-take-out = Herausnehmen
teams-ends-today = Die Mitgliedschaft von { $name } endet heute.
teams-take-out-name = { $name } herausnehmen
teams-nobody = Noch niemand. Wer zuerst hinzukommt, übernimmt die Teamleitung und kann die anderen hinzufügen.
teams-add-somebody = Jemanden hinzufügen
teams-email = E-Mail-Adresse
teams-invitation = Dorthin geht eine Einladung.
teams-add = Hinzufügen
teams-then = Danach: { $plan }
teams-one-invoice = Eine Rechnung für den Tarif und für alles, was genutzt wird. Die nächste: { $day }.
teams-change-plan = Tarif ändern
teams-new-plan = Neuer Tarif
teams-from = Ab
teams-from-hint = Leer: ab der nächsten Verlängerung.
teams-change-it = Ändern
teams-ends-on = Das Team endet am { $day }.
teams-end = Team beenden
teams-all-leave = Alle, die dazugehören, scheiden mit aus.
teams-all-leave-then = Alle, die dazugehören, scheiden mit aus, am ersten Tag, der Kündigungsfrist und Mindestlaufzeit einhält.
teams-last-day = Letzter Tag
teams-last-day-hint = Leer: der erste Tag, der Kündigungsfrist und Mindestlaufzeit einhält.
teams-end-it = Beenden
teams-invoices = Rechnungen
teams-mailed = Wohin sie gemailt werden
teams-mailed-hint = Adressen, durch Kommas getrennt. Leer: Sie werden nicht gemailt.
teams-save = Speichern
teams-no-name = Ohne Namen
teams-plan-from = { $plan } ab { $day }
