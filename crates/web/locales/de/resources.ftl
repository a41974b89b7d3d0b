# Rooms, desks and whatever else can be booked, for members and for visitors.
resources-title = Räume und Plätze von { $space }
resources-all = Räume und Plätze
resources-add-one = Hinzufügen
resources-none = Es gibt noch keine. Räume, Plätze, ein Drucker: was immer Mitglieder stundenweise buchen.
resources-add = Raum oder Platz hinzufügen
resources-kind = Was es ist
resources-kind-room = Ein Raum
resources-kind-desk = Ein Platz
resources-kind-other = Etwas anderes
resources-price = Preis pro Stunde, netto
resources-capacity = Für wie viele Personen
resources-units = Wie viele es gibt
resources-units-hint = Gleiche Plätze können ein Eintrag sein: so viele lassen sich gleichzeitig buchen.
resources-photo = Foto
resources-photo-hint = Die Adresse eines Bildes
resources-when = Wann es gebucht werden kann
resources-times = Buchungszeiten
resources-cutoff = Mindestens so viele Stunden vorher
resources-cancellation = Stornierbar bis so viele Stunden vorher
resources-shortest = Kürzeste Buchung, Minuten
resources-longest = Längste Buchung, Minuten
resources-hidden = Vor Mitgliedern verborgen
resources-admins-only = Nur Admins buchen es
resources-offer = Gästen anbieten
resources-for-visitors = { $name } für Gäste
resources-visitors-book = Gäste buchen unter <a>{ $url }</a>.
resources-not-offered = Gäste können es nicht buchen. Speichere dieses Formular, um es ihnen anzubieten.
resources-empty = Was du leer lässt, gilt wie für Mitglieder.
resources-visitors-cancel = Stornierbar bis so viele Stunden davor
resources-instructions = Wie Gäste hinkommen
resources-instructions-hint = Wird allen gemailt, die gebucht haben
resources-approve = Ich bestätige jede Buchung
resources-withdraw = Gästen nicht mehr anbieten
resources-free = kostenlos
resources-an-hour = { $price } pro Stunde
resources-people =
    { $count ->
        [one] { $count } Person
       *[other] { $count } Personen
    }
resources-of-them = { $count } Stück
