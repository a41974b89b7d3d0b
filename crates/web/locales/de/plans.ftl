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
