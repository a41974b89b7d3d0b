# Invoices, for those who write them.

## The list

invoices-how = Wie Rechnungen geschrieben und gesendet werden
invoices-search-for = Nummer, Empfänger oder Posten
invoices-search = Suchen
invoices-status = Status
invoices-status-all = Alle
invoices-status-open = Offen
invoices-status-overdue = Überfällig
invoices-status-paid = Bezahlt
invoices-status-unsent = Nicht gesendet
invoices-status-canceled = Erstattet
invoices-status-written-off = Ausgebucht
invoices-found = { $count } gefunden
invoices-issued = Ausgestellt
invoices-none-like = So ist keine Rechnung.
invoices-none = Es gibt noch keine. Tarife, Buchungen und Einzelposten von Mitgliedern werden von selbst berechnet; du kannst auch eine von Hand schreiben.
invoices-e-invoice = E-Rechnung

## Whether it is sent and paid

invoices-not-sent = nicht gesendet
invoices-about-to-be-sent = wird gleich gesendet
invoices-waits-to-be-sent = wartet auf den Versand
invoices-being-sent = wird gesendet
invoices-sent = gesendet
invoices-could-not-be-sent = konnte nicht gesendet werden
invoices-overdue = überfällig
invoices-open = offen
invoices-paid = bezahlt
invoices-payment-on-its-way = Zahlung läuft
invoices-paid-back = erstattet
invoices-written-off = ausgebucht

## Whom a new one is for

invoices-new = Neue Rechnung
invoices-whom = Für wen ist sie?
invoices-whom-search = Name, Firma oder E-Mail-Adresse eines Mitglieds oder Kontakts
invoices-whom-placeholder = Für wen ist sie? Name, Firma oder E-Mail-Adresse
invoices-whom-none = Kein Mitglied und kein Kontakt hat „{ $query }“ in Name, Firma oder E-Mail-Adresse.
invoices-choice-member = Mitglied, { $email }
invoices-choice-contact = Kontakt, { $email }
invoices-somebody-else = Jemand anderes
invoices-you-type = Du gibst die Adresse ein.

## Writing one

invoices-new-for = Neue Rechnung für { $name }
invoices-correction = Rechnungskorrektur
invoices-correct = { $number } korrigieren
invoices-correct-what = Die Posten nehmen alles zurück, was auf der Rechnung steht. Streiche, was richtig war, oder ergänze, was stattdessen dort stehen soll.
invoices-missing = Etwas fehlt.
invoices-lines-problem = Die Liste der Posten { $problem }.
invoices-type-whom = Gib an, für wen sie ist.
invoices-comes-to = Was herauskommt: { $amount }
invoices-due-on = Fällig am { $day }
invoices-preview = Zeigen, was herauskommt
invoices-line = Posten { $number }
invoices-what = Was
invoices-how-many = Wie viele
invoices-each-net = Einzelpreis, netto
invoices-tax-percent = Steuer, %
invoices-tax-usual = Leer: wie üblich
invoices-lines-hint = Die übliche Steuer: { $tax }. Ein Betrag unter null gibt etwas zurück; ein Posten ohne Text und Preis wird ausgelassen.
invoices-no-tax = keine
invoices-add-line = Posten hinzufügen
invoices-other-address = Andere Adresse oder E-Mail
invoices-other-address-hint = Leer: die Adresse und die Rechnungs-E-Mails von { $name }.
invoices-recipient = Empfänger
invoices-street = Straße und Hausnummer
invoices-tax-number = Steuernummer
invoices-emails = E-Mail-Adressen, an die sie geht
invoices-commas = Mit Kommas dazwischen
invoices-day = Rechnungsdatum
invoices-text = Text unter den Posten
invoices-text-hint = Leer: wie in den Einstellungen.
invoices-notes = Notizen für Admins
invoices-write-off-number = { $number } ausbuchen
invoices-make = Rechnung erstellen

## What stands on it

invoices-items = Posten
invoices-items-over = Posten: { $amount }
invoices-item = Posten
invoices-quantity = Menge
invoices-tax = Steuer
invoices-net = Netto
invoices-paid-before = Schon bezahlt
invoices-total = Gesamt
invoices-to-pay = Zu zahlen

## One invoice

invoices-did-not-work = Das hat nicht geklappt.
invoices-emails-problem = Die Liste der Rechnungs-E-Mails { $problem }.
invoices-pdf = PDF
invoices-xml = XML
invoices-why = Warum jeder Posten
invoices-correct-it = Korrigieren
invoices-for = Für { $name }
invoices-for-payer = Für <a>{ $name }</a>
invoices-corrects = Korrigiert <a>{ $number }</a>.
invoices-corrected-by = Korrigiert durch <a>{ $number }</a>.
invoices-dates = Daten und Versand
invoices-of = Vom
invoices-due = Fällig
invoices-sending = Versand
invoices-goes-to = Geht an
invoices-member-number = Mitgliedsnummer
invoices-reminders = Mahnungen
invoices-paid-so-far = Bezahlt
invoices-paid-on = Bezahlt am
invoices-ksef = KSeF
invoices-send = Per Mail senden

## Money

invoices-payments = Zahlungen
invoices-nothing-came = Noch ist nichts eingegangen.
invoices-came-in = { $amount } eingegangen am { $day }, { $method }
invoices-went-back = { $amount } erstattet am { $day }, { $method }
invoices-take-back = Zurücknehmen<hidden>: { $payment }</hidden>
invoices-left = { $amount } sind noch offen.
invoices-charge = Jetzt von der Zahlungsart einziehen
invoices-note-payment = Zahlung vermerken
invoices-amount = Betrag
invoices-amount-hint = Leer: alles, was noch offen ist.
invoices-amount-problem = Der Betrag { $problem }.
invoices-paid-day = Tag
invoices-method = Wie
invoices-otherwise = Anders
invoices-method-problem = Die Zahlungsart { $problem }.
invoices-note = Notiz
invoices-note-it = Vermerken
invoices-pay-back = Erstatten
invoices-pay-back-what = Was über einen Zahlungsanbieter kam, geht über ihn zurück.
invoices-as-it-came = Wie es kam
invoices-pay-it-back = Erstatten

## Reminders, history and the rest

invoices-reminder = Mahnung
invoices-write-reminder = Mahnung schreiben, mit dem PDF
invoices-to = An
invoices-subject = Betreff
invoices-body = Text
invoices-body-problem = Der Text { $problem }.
invoices-send-reminder = Mahnung senden
invoices-history = Verlauf
invoices-more = Mehr
invoices-is-locked = Sie ist gesperrt: nichts an ihr ändert sich.
invoices-once-locked = Ist sie gesperrt, ändert sich nichts mehr an ihr.
invoices-lock = Sperren
invoices-unlock = Entsperren
invoices-write-off = Ausbuchen
invoices-write-off-what = Niemand wird mehr um Zahlung gebeten. Das lässt sich nicht rückgängig machen.
invoices-delete-what = Ihre Nummer bleibt unbenutzt; was genutzt wurde und auf ihr steht, wird neu berechnet. Wo das Gesetz lückenlose Nummern verlangt, korrigiere sie stattdessen.
