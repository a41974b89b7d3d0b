# Members, for those who run a space.
people-add = Mitglied hinzufügen
people-no-plan = Ein Mitglied braucht einen Tarif, und es gibt noch keinen. <a>Lege den ersten Tarif an</a>.
people-nothing-mailed = Jetzt wird nichts gemailt. Danach kannst du einen Einladungslink erstellen.
people-plan = Tarif
people-plan-problem = Der Tarif { $problem }.
people-code = Rabattcode
people-title = Mitglieder von { $space }
people-members = Mitglieder
people-search-for = Name, Firma oder E-Mail-Adresse
people-today = { $count } heute
people-found = { $count } gefunden
people-nobody = Noch ist niemand da. Füge jemanden hinzu oder nenne Leuten die Adresse deines Space: dort können sie sich anmelden.
people-not-confirmed = Nicht bestätigt
people-leaving = Geht
people-send-link = Schicke diesen Link an { $name }
people-link-what = Wer ihn öffnet und sich anmeldet, bekommt diese Mitgliedschaft. Er wird nur dieses eine Mal gezeigt und gilt 30 Tage.
people-waits = { $name } hat sich angemeldet und wartet.
people-confirm = Bestätigen
people-no-own-plan = Kein eigener
people-change-plan = Tarif ändern
people-new-plan = Neuer Tarif
people-next-renewal = Leer: ab der nächsten Verlängerung.
people-change = Ändern
people-stay = Doch bleiben
people-end = Mitgliedschaft beenden
people-first-possible = Leer: der erste Tag, der Kündigungsfrist und Mindestlaufzeit einhält.
people-end-it = Beenden
people-bookings = Kommende Buchungen
people-number = Mitgliedsnummer
people-tax-number = Steuernummer
people-since = Seit
people-until = Bis
people-next-invoice = Nächste Rechnung
people-which = Welche
people-all-plans = Alle Tarife
people-teams = Teams
people-import = Import
people-export = Als CSV exportieren
people-waiting = Wartet auf dich
people-waiting-what = Sie haben sich angemeldet und werden Mitglieder, sobald du bestätigst.
people-nobody-like = So ist niemand. <a>Alle Mitglieder zeigen</a>
people-stage-today = Mitglieder heute
people-stage-former = Frühere Mitglieder
people-stage-all = Alle
people-name = Name
people-email = E-Mail
people-member = Mitglied
people-very-many = Mehr als 10.000

## One member

people-person = Person
people-connected = Mit einem Login verbunden.
people-make-link = Einladungslink erstellen
people-edit = Bearbeiten
people-cards = Karten für den Eingang
people-then = Danach: { $plan } ab { $day }
people-paid-for = Wird bezahlt von <a>{ $name }</a>
people-no-invoices = Noch keine.
people-pays-with = Bezahlt mit { $method }, eingezogen bei Fälligkeit.
people-charges = Einzelposten und Gutschriften
people-new-invoice = Neue Rechnung
people-invoice-of = { $number } vom { $day }

## Notes, fields, passes and what happened

people-notes = Notizen
people-no-notes = Noch keine. Das Mitglied sieht sie nicht.
people-on-top = Oben
people-delete-note = Löschen<hidden>: die Notiz von { $about }</hidden>
people-a-note = Eine Notiz
people-keep-on-top = Oben halten
people-note-it = Notieren
people-files = Dateien
people-no-files = Noch keine, etwa Verträge oder Kopien von Papieren. Das Mitglied sieht sie nicht.
people-a-file = Eine Datei
people-file-size = Höchstens 10 MiB.
people-attach = Anhängen
people-delete-file = Löschen<hidden>: { $file }</hidden>
people-delete-for-good = Endgültig löschen<hidden>: { $file }</hidden>
people-kilobytes = { $size } kB
people-megabytes = { $size } MB
people-more-about = Mehr über { $name }
people-answers = Antworten bei der Registrierung
people-passes = Tagespässe
people-no-passes = Es sind keine übrig.
people-passes-left = { $count } übrig
people-take-away = Wegnehmen<hidden>: { $pass }, { $about }</hidden>
people-give-passes = Pässe geben
people-pass-kind = Art
people-charge-passes = Zum Preis des Tarifs, mit der nächsten Rechnung
people-give = Geben
people-pass-no-end = ohne Ende
people-pass-until = bis { $when }
people-visits = Im Space, letzte 90 Tage
people-no-visits = Kein einziges Mal.
people-happened = Was geschehen ist

## Who somebody is, and where bills go

people-edit-name = { $name } bearbeiten
people-as-written = Oder wie sie geschrieben wurde
people-as-written-hint = Steht an Stelle von Straße, Postleitzahl und Ort.
people-address-problem = Die Adresse { $problem }.
people-bills = Rechnungen
people-billing-emails = E-Mail-Adressen für Rechnungen
people-billing-emails-hint = Mit Kommas dazwischen; leer: die von oben
people-charge-taxes = Steuern werden berechnet
people-next-invoice-hint = Verschieben verschiebt auch alle folgenden
people-delete = Endgültig löschen
people-delete-what = Tarife, Notizen und kommende Buchungen gehen; vergangene Buchungen bleiben ohne Namen und Rechnungen so, wie sie geschrieben wurden. Wer nur geht, wird stattdessen gekündigt. Das lässt sich nicht rückgängig machen.
people-delete-name = { $name } löschen

## Charges and credits

people-charges-of = Einzelposten von { $name }
people-on-next = Auf der nächsten Rechnung
people-no-charges = Nichts. Tarife und Buchungen werden von selbst berechnet; hier schreibst du auf, was einmalig dazukommt, wie Ausdrucke oder ein Schlüssel, oder gibst etwas zurück.
people-charge-back = Zurücknehmen<hidden>: { $title }</hidden>
people-bill-now = Jetzt abrechnen
people-put-down = Etwas aufschreiben
people-charge-what = Was
people-charge-many = Wie viele
people-charge-each = Je Stück, netto
people-charge-tax = Steuer, %
people-charge-tax-hint = Leer: wie üblich
people-charge-credit = Eine Gutschrift: das Mitglied bekommt es zurück
people-charge-day = Tag
people-put-it-down = Aufschreiben
people-charge-net = { $amount } netto
people-charge-net-credit = { $amount } netto, eine Gutschrift
