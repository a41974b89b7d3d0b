# Words that lower a price.
discounts-title = Rabattcodes
discounts-new = Neuer Code
discounts-order = Die ältesten zuerst
discounts-none = Noch keine. Wer bei der Anmeldung oder beim Buchen als Gast einen Code eingibt, zahlt weniger.
discounts-keeps = Wer ihn schon benutzt hat, behält den Preis.
discounts-code = Code
discounts-code-hint = Was man eintippt; Groß- und Kleinschreibung ist egal
discounts-name = Name, für Admins
discounts-name-hint = Leer: der Code
discounts-less = Nachlass
discounts-in = In
discounts-percent = Prozent
discounts-on = Auf
discounts-of-plans = Tarife neuer Mitglieder
discounts-of-visitors = Buchungen von Gästen
discounts-only-plans = Nur auf diese Tarife
discounts-only-plans-hint = Keiner: auf alle.
discounts-months = Für wie viele Monate
discounts-months-hint = Nur auf Tarife; leer: unbegrenzt
discounts-first-day = Erster Tag
discounts-last-day = Letzter Tag
discounts-most = Wie oft er benutzt werden kann
discounts-most-hint = Leer: beliebig oft
discounts-delete = Code löschen
discounts-delete-what = Niemand kann ihn mehr benutzen; wer ihn benutzt hat, behält den Preis.

## In the list

discounts-percentage = { $value } %
discounts-less-plans = { $less } weniger auf Tarife
discounts-less-months =
    { $months ->
        [one] { $less } weniger auf Tarife für { $months } Monat
       *[other] { $less } weniger auf Tarife für { $months } Monate
    }
discounts-less-visitors = { $less } weniger auf Buchungen von Gästen
discounts-used = { $count } Mal benutzt
discounts-used-of = { $count } von { $most } Mal benutzt
discounts-until = bis { $day }
