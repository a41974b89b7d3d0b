# What people without an account see and buy: events with tickets, passes for a day, rooms.

## Events

visiting-events = Veranstaltungen
visiting-manage-events = Veranstaltungen verwalten
visiting-no-events = Noch ist nichts geplant. Was { $space } ankündigt, steht hier.
visiting-no-more = Mehr gibt es nicht.
visiting-pages = Seiten
visiting-before = Zurück
visiting-more = Mehr
visiting-you-attend = Du nimmst teil
visiting-for-members = Für Mitglieder
visiting-left =
    { $left ->
        [0] ausgebucht
        [one] noch { $left } Platz frei
       *[other] noch { $left } Plätze frei
    }
visiting-draft = Entwurf
visiting-when = Wann
visiting-where = Wo
visiting-online = Online
visiting-price = Preis
visiting-places = Plätze
visiting-for = Für
visiting-members-of = Mitglieder von { $space }
visiting-about = Themen
visiting-who-comes = Wer kommt
visiting-begun = Sie läuft schon oder ist vorbei.
visiting-draft-seen = Nur wer den Space verwaltet, sieht sie.
visiting-attending = Du nimmst teil.
visiting-leave = Ich kann nicht kommen
visiting-full = Es sind keine Plätze mehr frei.
visiting-visible = Andere Mitglieder dürfen sehen, dass ich komme
visiting-attend = Teilnehmen
visiting-get-tickets = Tickets holen
visiting-am-member = Ich bin Mitglied
visiting-manage-event = Diese Veranstaltung verwalten
visiting-told-in = Du nimmst teil. Wenn es etwas kostet, steht es auf deiner nächsten Rechnung.
visiting-told-out = Du nimmst nicht mehr teil.

## What it costs, and who buys

visiting-free = kostenlos
visiting-free-of-charge = Kostenlos
visiting-needed = (erforderlich)
visiting-net = Netto
visiting-to-pay = Zu zahlen
visiting-name = Dein Name
visiting-email = E-Mail-Adresse
visiting-email-hint = Dorthin geht die Bestätigung.
visiting-more-of-buyer = Firma, Telefon, Rechnungsadresse
visiting-company = Firma
visiting-phone = Telefon
visiting-street = Straße und Hausnummer
visiting-post-code = Postleitzahl
visiting-city = Ort
visiting-tax-id = USt-IdNr.
visiting-comments = Was wir wissen sollten
visiting-how-you-pay = Wie du zahlst
visiting-pay-next-page = Du zahlst auf der nächsten Seite, beim Anbieter.
visiting-method-problem = Eine Zahlungsart { $problem }.
visiting-agree = Ich stimme den <a>AGB von { $space }</a> zu
visiting-must-agree = Den AGB muss zugestimmt werden.
visiting-pay-at-space = Du zahlst im Space.
visiting-show-price = Preis anzeigen
visiting-buy-for = Für { $price } kaufen
visiting-back = Zurück
visiting-mail-comes = Eine E-Mail mit allem, was du brauchst, ist unterwegs zu dir.
visiting-is-paid = Es ist bezahlt.

## Tickets

visiting-tickets-for = Tickets für { $event }
visiting-tickets = Tickets
visiting-tickets-problem = Die Zahl der Tickets { $problem }.
visiting-back-to-event = Zurück zur Veranstaltung
visiting-no-way-to-pay = { $space } hat keine Zahlungsart für Tickets eingerichtet. Bitte schreibe dem Space.
visiting-take-tickets =
    { $count ->
        [one] Ticket holen
       *[other] { $count } Tickets holen
    }
visiting-have-ticket = Du hast ein Ticket
visiting-more-events = Weitere Veranstaltungen

## Passes for a day

visiting-passes = Tagespässe
visiting-come = Für einen Tag kommen
visiting-no-passes = { $space } bietet keine Tagespässe an.
visiting-good-at = Gilt zu diesen Zeiten: { $times }
visiting-the-day = 1. Der Tag
visiting-none-sold = Für die nächsten zwei Monate wird keiner verkauft.
visiting-count-left = noch { $count }
visiting-another-day = Ein anderer Tag
visiting-choose = Auswählen
visiting-this-day-problem = Dieser Tag { $problem }.
visiting-pass-for = 2. { $pass } für { $day }
visiting-get-pass = Pass holen
visiting-have-pass = Du hast einen Pass
visiting-more-passes = Weitere Pässe

## Paying at a provider

visiting-pay = Bezahlen
visiting-pay-at-provider = Du zahlst beim Anbieter
visiting-pay-how = Dein Browser geht von selbst dorthin. Nach der Zahlung kommst du hierher zurück, und erst dann ist es gekauft.
visiting-go-there = Dorthin gehen
visiting-not-bought = Nicht gekauft
visiting-not-paid = Es ist noch nicht bezahlt
visiting-not-possible = Der Kauf hat nicht geklappt
visiting-not-heard = Der Anbieter weiß noch nichts von deiner Zahlung. Sieh gleich noch einmal nach.
visiting-goes-back = Was du gezahlt hast, geht von selbst zurück.
visiting-look-again = Noch einmal nachsehen
visiting-start-anew = Neu anfangen

## Rooms

visiting-rooms = Räume zum Buchen
visiting-prices-for-visitors = Diese Preise gelten für Gäste. <a>Als Mitglied buchen</a>
visiting-no-rooms = { $space } bietet Gästen keine Räume an.
visiting-none-free = Zu dieser Zeit ist nichts frei. Versuche eine andere, oder öffne einen Raum und sieh, wann er frei ist.
visiting-not-free = Zu dieser Zeit nicht frei
visiting-people-count =
    { $count ->
        [one] { $count } Person
       *[other] { $count } Personen
    }
visiting-for-people =
    { $count ->
        [one] Für { $count } Person
       *[other] Für { $count } Personen
    }
visiting-people = Personen
visiting-this-problem = Das { $problem }.
visiting-people-problem = Das { $problem }.
visiting-numbers-problem = Die Anzahl { $problem }.
visiting-free-on = Frei am { $day }
visiting-not-at-all = Gar nicht.
visiting-days = Tage
visiting-day-before = Der Tag davor
visiting-day-after = Der Tag danach
visiting-with-it = Dazu
visiting-cancel-until-start = Du kannst bis zum Beginn stornieren.
visiting-cancel-until = Du kannst bis { $hours } Std. vor Beginn stornieren.
visiting-looked-at = { $space } sieht es sich zuerst an und schreibt dir.
visiting-what-for = Wofür
visiting-ask = Anfragen
visiting-ask-for-price = Für { $price } anfragen
visiting-book = Buchen
visiting-book-for = Für { $price } buchen
visiting-other-rooms = Andere Räume
visiting-price-by-length = Preis nach Dauer
visiting-room-free = kostenlos
visiting-an-hour = { $price } pro Stunde
visiting-extra-minute = { $price } pro Minute
visiting-extra-person = { $price } pro Person
visiting-extra-each = { $price } pro Stück
visiting-not-at-this-time = Zu dieser Zeit kann nicht gebucht werden. Unter dem Tag siehst du, wann frei ist.

## What is booked

visiting-asked = Deine Anfrage ist bei { $space } angekommen. Du bekommst eine E-Mail, sobald jemand sie angesehen hat.
visiting-is-booked = Es ist gebucht. Eine E-Mail mit allem, was du brauchst, ist unterwegs zu dir.
visiting-state = Status
visiting-canceled = Storniert
visiting-waits = Wartet auf { $space }
visiting-booked = Gebucht
visiting-questions = Fragen? Schreib an <a>{ $email }</a>.
visiting-cancel-it = Stornieren
visiting-book-else = Etwas anderes buchen
visiting-your-booking = Deine Buchung
