# Tablets at the entrance and at doors, and cards for them.

## At the entrance

tablets-check-in = Einchecken
tablets-check-out = Auschecken
tablets-welcome = Willkommen bei { $space }
tablets-here =
    { $count ->
        [one] { $count } Mitglied ist hier.
       *[other] { $count } Mitglieder sind hier.
    }
tablets-with-card = Mit deiner Karte
tablets-hold = Halte sie an das Lesegerät, oder tippe ihre Nummer ein
tablets-with-login = Mit deinem Login
tablets-email = E-Mail-Adresse
tablets-password = Passwort
tablets-done = Fertig
tablets-welcome-name = Willkommen, { $name }
tablets-in-until = Du bist bis { $time } eingecheckt.
tablets-goodbye = Auf Wiedersehen
tablets-out = Du bist ausgecheckt.
tablets-unknown-card = Niemand hat diese Karte
tablets-ask = Frag die, die den Space verwalten.
tablets-not-right = Das stimmt nicht
tablets-look-again = Prüfe die Adresse und das Passwort noch einmal.
tablets-not-in = Du bist nicht eingecheckt
tablets-cannot-come-in = Du kannst nicht hereinkommen

## At a door

tablets-title-free = { $room }: frei
tablets-title-taken = { $room }: belegt
tablets-now = Jetzt
tablets-free = Frei
tablets-until = bis { $time }
tablets-book-now = Jetzt buchen
tablets-next = Was als Nächstes kommt
tablets-nothing-booked = Für die nächsten 24 Stunden ist nichts gebucht.
tablets-booked = Gebucht

## Setting them up

tablets-title = Tablets von { $space }
tablets-tablets = Tablets
tablets-why = Ein Tablet am Eingang checkt Mitglieder mit ihren Karten oder Logins ein. Eins an einer Tür zeigt, ob der Raum frei ist. Niemand ist darauf angemeldet, und du kannst es von hier aus zurücknehmen.
tablets-open-address = <strong>Öffne diese Adresse auf dem Tablet. Sie wird nur dieses eine Mal angezeigt.</strong>
tablets-set-up = Eingerichtet
tablets-none = Es gibt keine.
tablets-take-back = Zurücknehmen<hidden>: { $tablet }</hidden>
tablets-take-back-yes = Ja, es zeigt dann nichts mehr
tablets-one-more = Noch eins
tablets-name = Wie du es nennst
tablets-name-hint = Eingang, erster Stock
tablets-where = Wo es ist
tablets-entrance = Am Eingang, zum Einchecken
tablets-door-of = An der Tür von { $room }
tablets-room-problem = Der Raum { $problem }.
tablets-make-address = Adresse erzeugen
tablets-line = { $place } · seit { $since } · noch nicht benutzt
tablets-line-used = { $place } · seit { $since } · zuletzt benutzt { $used }
tablets-at-entrance = am Eingang
tablets-at-a-door = an einer Tür
tablets-at-door-of = an der Tür von { $room }

## On the device

tablets-not-set-up = Dieses Gerät ist nicht eingerichtet
tablets-how-to-set-up = <a>Richte es als Tablet von { $space } ein</a>, dann öffne hier seine Adresse.
tablets-who-sets-up = Wer { $space } verwaltet, richtet Tablets für den Eingang und für Türen ein.
tablets-is-this = Ist das „{ $tablet }“?
tablets-will-show = Ab jetzt zeigt dieses Gerät, ob der Raum frei ist. Niemand ist darauf angemeldet.
tablets-will-check-in = Ab jetzt checkt dieses Gerät Mitglieder ein. Niemand ist darauf angemeldet.
tablets-yes = Ja, einrichten

## Cards

tablets-cards-of = Karten von { $name }
tablets-cards-why = Wer eine davon an das Lesegerät eines <a>Tablets am Eingang</a> hält, wird als { $name } eingecheckt.
tablets-no-cards = Es gibt keine.
tablets-since = seit { $day }
tablets-take-away = Wegnehmen<hidden>: { $card }</hidden>
tablets-another-card = Weitere Karte
tablets-number = Nummer
tablets-number-hint = Halte die Karte an ein Lesegerät an diesem Computer, oder tippe ein, was darauf gedruckt ist.
tablets-add = Hinzufügen
