# What a member has, owes and can change.

membership-own = Deine Mitgliedschaft
membership-waits = Du hast dich registriert. Wer { $space } verwaltet, sieht es sich an und bestätigt.

## At the space

membership-at-space = Im Space
membership-in = Du bist eingecheckt.
membership-out = Du bist ausgecheckt.
membership-check-in = Einchecken
membership-check-out = Auschecken
membership-arrived = Angekommen?
membership-pass-used = Wenn dein Tarif einen Tagespass verlangt, wird einer benutzt.
membership-here-now = { $count } gerade hier
membership-here-since = { $name }, seit { $time }

## Plan, passes and bookings

membership-plan = Dein Tarif
membership-no-plan = Kein eigener
membership-then = Danach: { $plan }
membership-plan-from = { $plan } ab { $day }
membership-last-day = Dein letzter Tag ist der { $day }.
membership-passes-left =
    { $count ->
        [one] <a>noch { $count } Tagespass</a>
       *[other] <a>noch { $count } Tagespässe</a>
    }
membership-book = Raum buchen
membership-bookings = Deine Buchungen
membership-passes = Pässe und Guthaben
membership-profile = Dein Profil
membership-team = Dein Team

## Invoices

membership-invoices = Rechnungen
membership-none-yet = Noch keine.
membership-invoice-of = { $number } vom { $day }

## Changing the plan, and leaving

membership-other-plan = Ein anderer Tarif
membership-would-begin = Er würde am { $day } beginnen. Bis dahin bleibt alles, wie es ist.
membership-change = Zeigen, was er kostet
membership-leave = Gehen
membership-if-canceled = Wenn du heute kündigst, ist dein letzter Tag der { $day }. Was du für danach gebucht hast, bleibt, bis jemand es storniert.
membership-cancel = Zeigen, was noch zu zahlen ist, und kündigen
membership-pay = Rechnungen und Zahlung
membership-told-plan = Dein Tarif ändert sich an dem Tag, der hier steht.
membership-told-canceled = Deine Mitgliedschaft endet an dem Tag, der hier steht.

## Whether an invoice is paid

membership-unpaid = offen
membership-paid = bezahlt
membership-pending = Zahlung läuft
membership-refunded = erstattet
membership-written-off = ausgebucht

## Before the plan is changed, or the membership ends

membership-change-to = Zu { $plan } wechseln?
membership-from = Ab { $day }
membership-until-then = Bis dahin bleibt alles, wie es ist.
membership-nothing-billed = Dir wird nichts berechnet.
membership-will-be-billed = Was dir berechnet wird
membership-bill-on = <strong>{ $amount }</strong> am { $day }
membership-do-change = Zu { $plan } wechseln
membership-keep = Behalten, was ich habe
membership-cancel-title = Kündigen
membership-cancel-ask = Deine Mitgliedschaft kündigen?
membership-last-would-be = Dein letzter Tag wäre der { $day }
membership-booked-after = Was du für danach gebucht hast, bleibt, bis jemand es storniert.
membership-open-today = Heute offen: <strong>{ $sums }</strong>.
membership-nothing-more = Dir wird nichts mehr berechnet, außer du nutzt bis dahin noch etwas.
membership-still-billed = Was bis dahin noch berechnet wird
membership-do-cancel = Meine Mitgliedschaft kündigen
membership-stay = Bleiben

## Invoices and payment

membership-how-you-pay = Wie du zahlst
membership-charged-when-due = Fällige Rechnungen werden von { $method } eingezogen.
membership-other-card = Andere Karte verwenden
membership-pay-with = Ab jetzt mit { $method } zahlen
membership-told-on-invoice = { $space } sagt auf jeder Rechnung, wie du zahlen kannst.
membership-invoices-hidden = { $space } zeigt hier keine Rechnungen. Sie kommen per Mail.
membership-invoice-due = { $amount }, fällig am { $day }
membership-why = Warum<hidden>: { $invoice }</hidden>
membership-pay-now = Jetzt zahlen<hidden>: { $invoice }</hidden>
membership-told-card = Deine Karte ist hinterlegt. Rechnungen werden von ihr eingezogen, wenn sie fällig sind.
membership-told-pay = Die Zahlung läuft.
membership-it-problem = Das geht nicht: Die Rechnung oder Zahlung { $problem }.
membership-card = Deine Karte
membership-card-where = Du gibst deine Karte beim Anbieter ein
membership-card-what = Dein Browser geht von selbst dorthin und kommt danach hierher zurück. { $space } sieht die Nummer nie.
membership-card-go = Dorthin gehen
membership-card-back = Zurück
