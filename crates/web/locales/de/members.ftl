# The directory of members, one's own profile, passes and team.

## The directory

members-title = Mitglieder von { $space }
members-members = Mitglieder
members-search-what = Name, Firma oder Tätigkeit
members-search = Suchen
members-own-profile = Dein Profil
members-search-problem = Der Suchbegriff { $problem }.
members-none = Noch niemand hat ein Profil veröffentlicht.
members-be-first = <a>Mach den Anfang</a>.
members-none-found = Zu „{ $query }“ steht bei niemandem etwas.
members-found = { $count } gefunden
members-pages = Seiten
members-before = Zurück
members-more = Mehr
members-somebody = Ein Mitglied

## A profile

members-not-published = Dieses Profil sehen nur du und wer { $space } verwaltet.
members-change-profile = Dein Profil ändern
members-found-at = Zu finden
members-mail = E-Mail
members-saved = Gespeichert. <a>So sehen es andere</a>
members-published = Andere Mitglieder sehen es im Verzeichnis
members-about-me = Über mich
members-about-me-hint = Was du machst und was andere dich fragen können
members-company = Firma
members-pronouns = Pronomen
members-location = Wo du zu finden bist
members-location-hint = Zweiter Stock, am Fenster
members-email = E-Mail-Adresse
members-phone = Telefon
members-website = Website
members-birthday = Geburtstag
members-birthday-hint = Nur wer den Space verwaltet, sieht ihn.
members-save = Speichern
members-directory = Zum Verzeichnis

## Passes and credits

members-passes-and-credits = Pässe und Guthaben
members-passes = Pässe
members-no-passes = Du hast keine. Wenn dein Tarif einen verlangt, wird er beim Einchecken benutzt.
members-credits = Guthaben in diesem Monat
members-no-credits = Dein Tarif hat keins.
members-buy-passes = Pässe kaufen
members-which = Welche
members-pass-kind-problem = Die Art von Pass { $problem }.
members-how-many = Wie viele
members-number-problem = Die Anzahl { $problem }.
members-buy = Kaufen
members-pay-with-invoice = Du zahlst mit deiner nächsten Rechnung.
members-visits = Wann du hier warst
members-your-membership = Deine Mitgliedschaft
members-pass-in-plan = in deinem Tarif
members-pass-bought = gekauft
members-pass-given = geschenkt
members-pass-forever = unbegrenzt gültig
members-until = bis { $day }
members-each-from = { $price } pro Stück ab { $count }
members-never-expires = verfallen nicht
members-good-for =
    { $count ->
        [one] { $count } Tag gültig
       *[other] { $count } Tage gültig
    }
members-passes-yours = Sie gehören dir. Sie kommen auf deine nächste Rechnung.
members-visit-with = { $when }, mit { $guest }
members-with-pass = mit einem Pass

## The own team

members-team = Dein Team
members-no-team = Du gehörst zu keinem Team. Wer { $space } verwaltet, fasst Mitglieder mit gemeinsamem Tarif oder gemeinsamer Rechnung zusammen.
members-shared = Ihr teilt euch Pässe und Guthaben.
members-you = { $name } (du)
members-manage-team = Team verwalten
members-manages = verwaltet das Team
members-pays = zahlt für die anderen
