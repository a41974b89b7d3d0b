# People who are no members, for those who run a space.
contacts-title = Kontakte von { $space }
contacts-search-for = Name, Firma, E-Mail-Adresse oder Telefon
contacts-tag = Schlagwort
contacts-all-tags = Alle Schlagwörter
contacts-add = Kontakt hinzufügen
contacts-nobody-like = So ist niemand.
contacts-none = Kontakte sind Leute, die keine Mitglieder sind. Gäste, die einen Raum gebucht oder einen Tagespass oder ein Ticket gekauft haben, stehen von selbst hier; wer nach einem Angebot fragt, lässt sich hinzufügen.
contacts-nobody-known = Unbekannt

## One contact

contacts-person = Person
contacts-edit = Bearbeiten
contacts-take-in-this = Als Mitglied aufnehmen
contacts-the-member = Zum Mitglied
contacts-doings = Gebucht und gekauft
contacts-no-doings = Noch nichts.
contacts-new-invoice = Neue Rechnung
contacts-booked = gebucht
contacts-day-pass = Tagespass
contacts-attends = nimmt teil
contacts-pass-confirmed = bestätigt
contacts-pass-canceled = storniert
contacts-delete = Kontakt löschen
contacts-delete-what = Wer etwas gebucht oder gekauft oder eine Rechnung bekommen hat, bleibt ohne Name, Adresse und Notizen bestehen; Rechnungen behalten, was auf ihnen steht. Das lässt sich nicht rückgängig machen.
contacts-delete-yes = { $name } löschen

## The form

contacts-edit-one = Kontakt bearbeiten
contacts-known-email = Gibt es schon einen Kontakt mit dieser E-Mail-Adresse, bekommt er, was du hier eingibst.
contacts-tags-hint = Mit Kommas dazwischen: Newsletter, Workshop
contacts-notes = Notizen
contacts-notes-problem = Das Feld für Notizen { $problem }.

## A contact becomes a member

contacts-take-in-title = { $name } aufnehmen
contacts-take-in-heading = { $name } als Mitglied aufnehmen
contacts-taken-over = Name und Adresse werden übernommen. Buchungen und Rechnungen von { $name } bleiben beim Kontakt.
contacts-taken-over-email = Name und Adresse werden übernommen, auch { $email }. Buchungen und Rechnungen von { $name } bleiben beim Kontakt.
contacts-take-in = Aufnehmen
