# How a space does over time.
analytics-title = Auswertungen
analytics-period = Zeitraum
analytics-first-day-problem = Der erste Tag { $problem }.
analytics-last-day-problem = Der letzte Tag { $problem }.
analytics-first-day = Erster Tag
analytics-last-day = Letzter Tag
analytics-of = Buchungen von
analytics-all-rooms = Alle Räume und Plätze
analytics-occupancy = So viel von allem, was stundenweise buchbar war, wurde gebucht.
analytics-occupancy-csv = Auslastung als CSV
analytics-csv = { $chart } als CSV
analytics-none = In diesem Zeitraum gibt es keine Rechnung und sonst nichts, was du sehen darfst.
analytics-table-below = In der Tabelle darunter stehen alle Zahlen.
analytics-as-table = { $chart } als Tabelle
analytics-table-of = { $chart }, Tabelle
analytics-heat = Wie voll es ist, nach Wochentag und Stunde
analytics-heat-as-table = Wie voll es ist, als Tabelle
analytics-heat-table = Wie voll es ist, Tabelle
analytics-hour = Stunde
analytics-most = Am meisten sind es { $most } im { $when }; zuletzt { $last } im { $end }.
analytics-nothing-yet = Noch gibt es nichts.
analytics-fullest = Am vollsten { $day } um { $time } mit { $share }.
analytics-nothing-booked = Nichts wurde gebucht.
analytics-forbidden = Mit deinen Rechten siehst du keine dieser Zahlen.
analytics-joined-left = { $count } (neu: { $joined }, gegangen: { $left })
analytics-members = Mitglieder
analytics-members-on = Mitglieder am letzten Tag
analytics-month = Monat
analytics-hours-in =
    { $count ->
        [one] { $hours } h in { $count } Buchung
       *[other] { $hours } h in { $count } Buchungen
    }
analytics-hours-booked = Gebuchte Stunden
analytics-visits = Check-ins: { $visits }, Mitglieder: { $members }
analytics-check-ins = Check-ins
analytics-revenue = Umsatz, netto, { $currency }
analytics-net = Netto
