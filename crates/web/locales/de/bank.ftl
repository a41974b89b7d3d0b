# Statements of the bank.
bank-title = Bank
bank-debits = Lastschriften
bank-how = Wie Rechnungen geschrieben und bezahlt werden
bank-brought = Neue Zahlungen aus dem Kontoauszug: { $new }. Schon bekannt: { $known }, ausgehend: { $outgoing }.
bank-refused = Einiges wurde nicht gebucht:
bank-take = Kontoauszug einlesen
bank-file = CAMT.053 (XML) oder CSV deiner Bank
bank-file-problem = Die Datei { $problem }.
bank-nothing-twice = Nichts wird gebucht, bevor du es sagst, und nichts zweimal: Auszüge dürfen sich überschneiden.
bank-take-it = Einlesen
bank-wait =
    { $total ->
        [one] { $total } Zahlung wartet
       *[other] { $total } Zahlungen warten
    }
bank-what-paid = Was damit bezahlt wurde
bank-book = Auf Rechnung buchen
bank-no-invoice = Keine Rechnung
bank-later = Später
bank-number = Nummer der Rechnung
bank-do-so = Ausführen
bank-why-certain = Nummer und Betrag
bank-why-name = Betrag und Name
bank-why-left = Nummer; { $left } sind noch offen
bank-why-amount = nur der Betrag
bank-why-nothing = nichts passt
