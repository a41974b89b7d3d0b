# What happened to an invoice or a member, as their histories tell it.

## Invoices and payments

happened-written = Rechnung geschrieben
happened-changed = Rechnung geändert
happened-sent = Rechnung gesendet
happened-e-invoice = E-Rechnung angefordert
happened-written-off = Rechnung ausgebucht
happened-deleted-invoice = Rechnung gelöscht
happened-payment-noted = Zahlung vermerkt
happened-payment-taken-back = Zahlung zurückgenommen
happened-paid-back = Geld erstattet
happened-charge = Einzelposten angelegt
happened-deleted-charge = Einzelposten gelöscht
happened-payment-method = Zahlungsart geändert

## Memberships

happened-membership = Mitgliedschaft angelegt
happened-confirmed = Mitgliedschaft bestätigt
happened-deleted-membership = Mitgliedschaft gelöscht
happened-canceled = Mitgliedschaft gekündigt
happened-uncanceled = Kündigung zurückgenommen
happened-reactivated = Mitgliedschaft wieder aufgenommen
happened-plan = Tarifwechsel
happened-ended = Ende der Mitgliedschaft erreicht
happened-plan-day = Tag des Tarifwechsels erreicht
happened-details = Angaben zur Mitgliedschaft geändert
happened-picture = Bild geändert
happened-profile = Profil geändert
happened-field = Eigenes Feld geändert
happened-connected = Login verbunden
happened-connected-changed = Verbundenes Login geändert
happened-terms = AGB zugestimmt

## What members do

happened-booking = Gebucht
happened-changed-booking = Buchung geändert
happened-deleted-booking = Buchung gelöscht
happened-series = Serie von Buchungen angelegt
happened-allocation = Platz fest vergeben
happened-changed-allocation = Feste Vergabe geändert
happened-deleted-allocation = Feste Vergabe gelöscht
happened-attendance = Zu einer Veranstaltung angemeldet
happened-deleted-attendance = Von einer Veranstaltung abgemeldet
happened-check-in = Eingecheckt
happened-check-out = Ausgecheckt
happened-card = Karte angelegt
happened-deleted-card = Karte gelöscht
happened-passes = Pässe hinzugekommen
happened-passes-gone = Pässe entfernt
happened-issue = Anliegen eröffnet
happened-changed-issue = Anliegen geändert
happened-deleted-issue = Anliegen gelöscht
happened-note = Text
