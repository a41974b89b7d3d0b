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
