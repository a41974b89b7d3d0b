# The public page of a space, its terms, and what of it is shown within pages of others.

spaces-find-us = So findest du uns
spaces-address = Adresse
spaces-phone = Telefon
spaces-email = E-Mail
spaces-zone = Zeitzone
spaces-hours = Öffnungszeiten
spaces-book = Raum buchen
spaces-own-bookings = Deine Buchungen
spaces-plans = Tarife
spaces-join = Mitglied werden<hidden> mit { $plan }</hidden>
spaces-day = Für einen Tag kommen
spaces-rooms = Räume zum Buchen
spaces-all-rooms = Alle Räume
spaces-events = Veranstaltungen
spaces-all-events = Alle Veranstaltungen
spaces-nothing-offered = { $space } bietet hier gerade nichts an. <a>Zur Startseite</a>
spaces-closed = Dieser Space ist gerade geschlossen.

## Law

spaces-legal = Rechtliches
spaces-terms = AGB
spaces-privacy = Datenschutz
spaces-imprint = Impressum
spaces-since = Seit { $day }
spaces-terms-of = AGB von { $space }
spaces-no-terms = Es gibt keine.
spaces-kind-terms = AGB des Space
spaces-kind-privacy = Datenschutz im Space
spaces-kind-imprint = Impressum des Space
