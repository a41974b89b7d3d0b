# Bookings of visitors: for those who run a space, and the links by which visitors cancel.
external-title = Buchungen von Gästen
external-time = Zeit
external-to-come = Kommende
external-over = Vergangene
external-none-past = Noch hat kein Gast etwas gebucht.
external-none = Ab heute hat kein Gast etwas gebucht. Gäste buchen, was ihnen als externe Ressource offensteht; was dein Ja braucht, wartet hier.
external-waits = Wartet auf dein Ja
external-approve = Bestätigen
external-decline = Ablehnen
external-decline-dots = Ablehnen …
external-cancel = Stornieren
external-cancel-dots = Stornieren …
external-told-by-mail = Der Gast erfährt es per Mail, und die Zeit ist für andere frei. Das lässt sich nicht rückgängig machen.

## For visitors

external-impossible = Das geht nicht
external-ask = Ein Link, der die Buchung storniert, geht an die Adresse, mit der gebucht wurde.
external-ask-title = Buchung stornieren
external-send-link = Link senden
external-look-title = Sieh in deine Mails
external-look = Der Link ist unterwegs. Er gilt 24 Stunden.
external-cancel-text = { $resource } bei { $space }, { $when }: dann können andere buchen.
external-cancel-title = Diese Buchung stornieren?
external-canceled-title = Storniert
external-canceled = Deine Buchung ist storniert. Eine Mail sagt es auch.

## What is known of a booking

external-state-pending = offen
external-state-approved = bestätigt
external-state-canceled = storniert
external-state = Status
external-no-room = Ein Raum, den es nicht mehr gibt
external-a-booking = Eine Buchung
external-price = Preis mit Extras und Steuern
external-admin-comments = Anmerkungen für Admins
external-visitors = Gäste
