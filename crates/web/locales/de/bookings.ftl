# What members book for themselves.

## When

bookings-when = Wann
bookings-day = Tag
bookings-from = Von
bookings-for = Dauer
bookings-show-free = Freies anzeigen
bookings-day-problem = Der Tag { $problem }.
bookings-time-problem = Die Uhrzeit { $problem }.
bookings-length-problem = Die Dauer { $problem }.

## Rooms

bookings-book = Raum buchen
bookings-none-bookable = Mit deiner Mitgliedschaft kannst du nichts buchen. Wer { $space } verwaltet, kann dir sagen, warum.
bookings-people =
    { $count ->
        [one] { $count } Person
       *[other] { $count } Personen
    }
bookings-for-length = für { $length }
bookings-not-free = Zu dieser Zeit nicht frei
bookings-price = Preis
bookings-credits = Guthaben
bookings-credits-pay = { $amount } davon zahlt dein Guthaben
bookings-take-back = Stornieren
bookings-until-start = bis zum Beginn
bookings-until = bis { $hours } Std. vor Beginn
bookings-add = Titel oder Wunsch hinzufügen
bookings-title = Titel
bookings-title-problem = Der Titel { $problem }.
bookings-comments = Für die, die den Space verwalten
bookings-this-problem = Das { $problem }.
bookings-book-it = Buchen
bookings-something-else = Etwas anderes
bookings-room-taken = Zu dieser Zeit ist nicht frei, oder deine Mitgliedschaft lässt es dann nicht zu.
bookings-see-free = Sehen, was frei ist
bookings-free = kostenlos
bookings-covered = durch dein Guthaben gedeckt

## One's own bookings

bookings-own = Deine Buchungen
bookings-made = { $room } gehört dir: { $when }.
bookings-taken-back = Die Buchung wurde storniert.
bookings-in-calendar = In deinem Kalender anzeigen
bookings-coming = Demnächst
bookings-none = Du hast nichts gebucht.
bookings-cancel = Stornieren<hidden> { $room }, { $when }</hidden>
bookings-more-of-yours = Weitere Buchungen von dir
bookings-sooner = Frühere
bookings-later = Spätere
bookings-last-days = Die letzten 30 Tage
bookings-nothing-to-pay = nichts zu zahlen

## The list of all bookings, for those who run a space

bookings-list = Buchungen
bookings-list-all = Alle
bookings-list-total =
    { $count ->
        [one] { $count } Buchung
       *[other] { $count } Buchungen
    }
bookings-list-none = An diesen Tagen ist nichts gebucht.
bookings-list-who = Wer
