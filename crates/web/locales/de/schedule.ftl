# The calendar of those who run a space, and the forms of its bookings.
schedule-delete-title = { $booking } löschen
schedule-delete-ask = Diese Buchung löschen?
schedule-delete-what = Sie ist sofort weg, und die Zeit ist für andere frei. Guthaben geht an das Mitglied zurück.
schedule-delete-one = Nur diese löschen
schedule-delete-following = Diese und alle folgenden löschen
schedule-keep = Behalten
schedule-nothing-to-book = Noch gibt es nichts zu buchen. <a>Füge zuerst einen Raum oder Platz hinzu</a>.
schedule-room = Raum oder Platz
schedule-room-problem = Der Raum { $problem }.
schedule-whom = Für wen
schedule-look-for = Mitglied suchen
schedule-look-for-hint = Ein Teil von Name, Firma oder E-Mail-Adresse
schedule-member = Mitglied
schedule-nobody = Niemand
schedule-more-members = Es gibt mehr. Suche nach einem Teil des Namens.
schedule-member-problem = Das Mitglied { $problem }.
schedule-look-both = Suchen und sehen, was frei ist
schedule-look = Sehen, was frei ist
schedule-units = Einheiten
schedule-units-hint = Wo es mehrere davon gibt; sonst 1
schedule-comments = Anmerkungen
schedule-repetition = Wiederholung
schedule-how-often = Wie oft
schedule-until = Bis zum
schedule-times = Oder so viele Male
schedule-number-problem = Die Zahl { $problem }.
schedule-one-of-series = Sie gehört zu einer Serie. Zeit und Raum ändern sich nur für diese eine.
schedule-following = Auch spätere der Serie erhalten diese Anmerkungen
schedule-book-it = Buchen
schedule-delete-dots = Löschen …
schedule-title = Buchungen: { $when }
schedule-days = Tage
schedule-week-before = Woche davor
schedule-day-before = Tag davor
schedule-today = Heute
schedule-week-after = Woche danach
schedule-day-after = Tag danach
schedule-view = Ansicht
schedule-day = Tag
schedule-week = Woche
schedule-new = Neue Buchung
schedule-of-visitors = Buchungen von Gästen
schedule-nothing-columns = Noch gibt es nichts zu buchen. <a>Füge einen Raum oder Platz hinzu</a>, dann bekommt jeder hier eine Spalte.
schedule-too-many = Es gibt { $total } Buchungen, nur die ersten 1000 werden gezeigt. Wähle einen Raum oder einen Tag, um alles zu sehen.
schedule-rooms = Räume
schedule-part = Räume { $part }
schedule-colours = Farben
schedule-calendar-of = Kalender: { $when }
schedule-by-day = Buchungen nach Tagen; die Liste darunter sagt dasselbe
schedule-by-room = Buchungen nach Räumen; die Liste darunter sagt dasselbe
schedule-new-in = Neue Buchung: { $column }
schedule-blocked = Gesperrt: { $title }
schedule-drag-help = Ziehe über freie Zeit, um sie zu buchen, ziehe eine Buchung, um sie zu verschieben, und ihren unteren Rand, um sie zu verlängern oder zu kürzen. Mit dem Finger hältst du eine Buchung kurz gedrückt, um sie anzuheben. Esc lässt los. Jede Buchung öffnet sich mit einem Klick oder Enter; dort lässt sich dasselbe eintippen.
schedule-as-list = Dasselbe als Liste
schedule-none-on-day = An diesem Tag ist nichts gebucht.
schedule-none = Nichts ist gebucht.

## Said by the script; what stands in braces is put in there

schedule-says-stale = Der Kalender konnte nicht neu geladen werden. Bitte lade die Seite neu.
schedule-says-taken = Belegt
schedule-says-unreached = Der Server war nicht erreichbar. Die Buchung steht, wo sie war.
schedule-says-reload = Bitte lade die Seite neu.
schedule-says-now = Jetzt { $where }.
schedule-says-moved = Verschoben: { $where }.
schedule-says-stays = { $booking } bleibt, wie es war. { $where }: { $why }

## What was done

schedule-told-made = Es ist gebucht.
schedule-told-series = Es ist gebucht. Die Wiederholungen folgen gleich; belegte Zeiten werden ausgelassen.
schedule-told-changed = Die Buchung wurde geändert.
schedule-told-deleted = Die Buchung wurde gelöscht.
schedule-told-all = Die Buchung und die folgenden wurden gelöscht.
schedule-of-the-rooms = { $count } der Räume
schedule-blocked-line = Gesperrt: { $title }, { $times }, { $rooms }
schedule-visitor = Gast
schedule-event = Veranstaltung
schedule-so-many-units = { $count } Einheiten
schedule-nobody-named = Niemand genannt
schedule-when = Wann
schedule-to-pay = Zu zahlen, netto
schedule-reason-event = Sie gehört zu einer Veranstaltung und ändert sich mit ihr.
schedule-reason-visitor = Sie gehört einem Gast und ändert sich mit dem, was der Gast gebucht hat.
schedule-reason-invoice = Sie steht auf einer Rechnung.
schedule-reason-look = Du darfst Buchungen ansehen, diese aber nicht ändern.

## How often

schedule-once = Einmal
schedule-daily = Jeden Tag
schedule-weekdays = Montag bis Freitag
schedule-weekly = Jede Woche
schedule-fortnightly = Alle zwei Wochen
schedule-monthly = Jeden Monat
schedule-yearly = Jedes Jahr

## What would come of it

schedule-free = Dann ist frei.
schedule-all-free = Alle { $count } Zeiten sind frei.
schedule-price = Preis: { $price }.
schedule-taken = Dann ist belegt.
schedule-first-free = Die erste muss frei sein.
schedule-left-out = Sie werden ausgelassen.
schedule-some-taken = Belegt: { $count } von { $all } Zeiten ({ $days }).
schedule-end-problem = Das Ende { $problem }.
schedule-start-problem = Der Beginn { $problem }.
schedule-units-problem = Die Zahl der Einheiten { $problem }.
schedule-how-often-problem = Die Häufigkeit { $problem }.
schedule-gone = Die Buchung oder der Raum ist nicht mehr da.
