# Plans, for those who offer them.
plans-title = Tarife von { $space }
plans-all = Tarife
plans-make = Tarif anlegen
plans-none = Es gibt noch keine. Ein Tarif sagt, was eine Mitgliedschaft kostet und was dazugehört; Leute melden sich für einen an.
plans-new = Neuer Tarif
plans-later = Wer schon Mitglied ist, behält, was er hat; Änderungen gelten für alle, die später beitreten oder zu diesem Tarif wechseln.
plans-price = Preis, netto
plans-months = Für wie viele Monate
plans-months-hint = 1 ist ein Tarif, der jeden Monat bezahlt wird
plans-notice = Kündigungsfrist, Tage
plans-commitment = Mindestlaufzeit, Monate
plans-hidden = Verborgen: nur wer den Link hat, kann sich dafür anmelden
plans-approve = Ich bestätige jedes neue Mitglied
plans-for-teams = Für Teams: ein Preis, egal wie viele Mitglieder
plans-inside = Extras, Tagespässe, Guthaben und Räume
plans-no-longer = Nicht mehr anbieten

## What is in a plan

plans-parts-title = Was zu { $plan } gehört
plans-not-saved = Es wurde nicht gespeichert.
plans-take-out = Herausnehmen<hidden>: { $name }</hidden>
plans-add-it = Hinzufügen
plans-extras = Extras
plans-extras-what = Ein Spind, ein Stellplatz: was zum Tarif dazukommen kann und mit ihm abgerechnet wird. Ein Preis unter null ist ein laufender Rabatt.
plans-extras-add = Extra hinzufügen
plans-extra-about =
    { $months ->
        [one] { $price } netto im Monat
       *[other] { $price } netto für { $months } Monate
    }
plans-passes = Tagespässe
plans-passes-what = Was ein Mitglied zum Einchecken braucht, wenn der Tarif nicht für jeden Tag gilt.
plans-passes-add = Art von Pässen hinzufügen
plans-included = Inklusive
plans-included-hint = Pro Monat; leer: keine, sie werden gekauft
plans-one-more = Jeder weitere, netto
plans-last = Gekaufte gelten, Tage
plans-last-hint = Leer: unbegrenzt
plans-weekly = Es gibt sie jede Woche statt jeden Monat
plans-good-at = Wann sie gelten
plans-good-at-hint = Zum Beispiel mon-fri 9-18, oder 2h ab dem Check-in; leer: den ganzen Tag
plans-pass-month = { $count } pro Monat inklusive
plans-pass-week = { $count } pro Woche inklusive
plans-pass-more = jeder weitere { $price } netto
plans-pass-last =
    { $days ->
        [one] gekaufte gelten { $days } Tag
       *[other] gekaufte gelten { $days } Tage
    }
plans-credits = Guthaben für Räume
plans-credits-what = Stunden oder ein Betrag, die jeden Monat für bestimmte Räume inklusive sind.
plans-credits-add = Guthaben hinzufügen
plans-hours = Stunden im Monat
plans-or-amount = Oder ein Betrag, netto
plans-hour-more = Jede weitere Stunde, netto
plans-hour-more-hint = Leer: der Preis des Raums
plans-for-rooms = Für diese Räume
plans-add-them = Hinzufügen
plans-credit-hours = { $hours } Std. im Monat
plans-credit-amount = { $amount } im Monat
plans-credit-then = danach { $price } netto pro Stunde
plans-signup = Bei der Anmeldung
plans-signup-what = { $name }: { $amount } netto, einmalig auf der ersten Rechnung.
plans-signup-none = Es wird nichts einmalig berechnet.
plans-signup-add = Etwas einmalig berechnen
plans-what-for = Wofür
plans-amount = Betrag, netto
plans-amount-hint = { $currency }; leer oder 0: nichts
plans-signup-name = Anmeldegebühr
plans-rooms = Räume, die seine Mitglieder buchen dürfen
plans-only-these = Nur diese
plans-rooms-hint = Keiner angekreuzt: alle, die nicht verborgen sind.

## A plan changes for those who are on it

plans-update = Für bestehende Mitglieder ändern
plans-update-title = { $plan } für bestehende Mitglieder ändern
plans-update-lead = Jedes Mitglied hat eine Kopie des Tarifs, wie er beim Beitritt war. Hier änderst du diese Kopien: Zuerst siehst du, was mit wem geschähe, und nichts ändert sich, bevor du es sagst.
plans-update-none = Niemand hat diesen Tarif.
plans-update-what = Was sich ändert
plans-update-what-problem = Was sich ändert { $problem }.
plans-update-price = Nur der Preis
plans-update-price-hint =
    { $months ->
        [one] { $currency } im Monat. Wer in anderem Rhythmus oder anderer Währung zahlt, wird ausgelassen.
       *[other] { $currency } für { $months } Monate. Wer in anderem Rhythmus oder anderer Währung zahlt, wird ausgelassen.
    }
plans-update-access = Nur die Räume
plans-update-which-rooms = Die Räume, die sie dann buchen dürfen
plans-update-plan = Alles: der Tarif, wie er jetzt ist
plans-update-plan-hint = Jetzt { $price }. Was du für einzelne Mitglieder geändert hast, entfällt. Extras bleiben, soweit der Tarif sie noch hat, Rabatte aus Codes ebenso.
plans-update-when = Ab wann
plans-update-when-problem = Der Tag { $problem }.
plans-update-renewal = Mit der nächsten Verlängerung jedes Mitglieds
plans-update-day = Ein Tag für alle
plans-update-date = Tag
plans-update-next = Nächste Rechnung
plans-update-next-hint = Leer: am gewohnten Tag. Sonst einer der ersten 28 Tage eines Monats, frühestens dieser Tag. Nichts wird anteilig berechnet.
plans-update-commitment = Die Mindestlaufzeit des Tarifs beginnt mit der Änderung neu.
plans-update-who = Wer
plans-update-who-problem = Mitglieder { $problem }.
plans-update-all =
    { $count ->
        [one] Das eine Mitglied mit diesem Tarif
       *[other] Alle { $count } mit diesem Tarif
    }
plans-update-some = Nur die angekreuzten
plans-update-members = Mitglieder
plans-update-one-page = Nur was auf dieser Seite angekreuzt ist, zählt.
plans-update-preview = Ansehen, was geschähe
plans-update-earlier = Frühere Änderungen
plans-update-state-draft = wartet auf dich
plans-update-state-running = läuft
plans-update-state-done = fertig
plans-update-state-failed = abgebrochen
plans-update-becomes =
    { $months ->
        [one] Der Preis wird { $price } netto im Monat.
       *[other] Der Preis wird { $price } netto für { $months } Monate.
    }
plans-update-may-book = Räume, die Mitglieder dann buchen dürfen: { $rooms }.
plans-update-all-rooms = alle, die nicht verborgen sind
plans-update-as-it-is = Sie bekommen den Tarif, wie er dann angeboten wurde: { $price }.
plans-update-with-renewal = Es beginnt mit der nächsten Verlängerung jedes Mitglieds.
plans-update-from-day = Es beginnt am { $day }.
plans-update-from-day-next = Es beginnt am { $day }; die nächste Rechnung danach ist vom { $next }.
plans-update-draft = Das würde geschehen; noch ist nichts geändert.
plans-update-would =
    { $count ->
        [one] { $count } Mitglied würde sich ändern.
       *[other] { $count } Mitglieder würden sich ändern.
    }
plans-update-nobody = Bei niemandem würde sich etwas ändern.
plans-update-left =
    { $count ->
        [one] { $count } wird ausgelassen.
       *[other] { $count } werden ausgelassen.
    }
plans-update-carry-out = Ausführen
plans-update-forget = Verwerfen
plans-update-running = Tarife werden geändert
plans-update-of = { $done } von { $all }
plans-update-progress = Fortschritt
plans-update-load-again = <a>Diese Seite wieder von selbst laden</a> Du kannst sie verlassen; die Arbeit geht weiter.
plans-update-loads-itself = Diese Seite wird alle zwei Sekunden neu geladen. <a>Anhalten</a> Du kannst sie verlassen; die Arbeit geht weiter.
plans-update-done = Fertig
plans-update-changed =
    { $count ->
        [one] { $count } Mitglied wurde geändert.
       *[other] { $count } Mitglieder wurden geändert.
    }
plans-update-announce = Niemand bekommt deswegen eine E-Mail. <a>Ankündigung schreiben</a>
plans-update-who-would = Bei wem sich etwas ändern würde
plans-update-member = Mitglied
plans-update-from = Ab
plans-update-before = Bisher
plans-update-then = Von da an
plans-update-left-out = Wer ausgelassen wird
plans-update-why = Warum
plans-update-left-ends = Die Mitgliedschaft endet vorher.
plans-update-left-scheduled = Eine andere Änderung ist geplant, und es gibt höchstens eine. Ändere dieses Mitglied von Hand.
plans-update-left-unchanged = Nichts wäre anders.
plans-update-left-plan = Hat inzwischen einen anderen Tarif.
plans-update-left-cycle = Zahlt für eine andere Anzahl von Monaten.
plans-update-left-currency = Zahlt in einer anderen Währung.
plans-update-left-billed = Es gibt schon Rechnungen bis zu einem späteren Tag, als die nächste haben sollte.
plans-update-delete-report = Bericht löschen
plans-update-stays = Was geändert wurde, bleibt.
