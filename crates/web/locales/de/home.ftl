# The start page of the platform, and making a space there.

home-title = Kontor, die Plattform für Coworking Spaces
home-main = Hauptnavigation
home-developers = Entwickler
home-one-place = Ein Ort für Mitglieder, Räume und Tarife
home-what = Auf diesem Server läuft Kontor: Coworking Spaces führen hier ihre Mitglieder, Tarife und Buchungen. Jeder Space hat eine eigene Adresse, und alles, was er enthält, lässt sich über zwei Web-APIs lesen und ändern.
home-looking = Du suchst deinen Space?
home-looking-where = Seine Seiten stehen unter seinem eigenen Namen: <code>{ $example }</code>.
home-running = Du betreibst einen Space?
home-running-how = <a>Lege einen eigenen Space an</a>: eine Adresse, ein Tarif, ein Raum, und Mitglieder können buchen.
home-building = Du baust etwas?
home-building-where = Das <a>Entwicklerportal</a> hat die Referenz beider APIs und das OpenAPI-Dokument.

## A space of one's own

home-new-title = Ein eigener Space
home-new-what = Er bekommt eine Adresse, Seiten für Mitglieder und Gäste, und dich als die Person, die ihn verwaltet. Alles außer der Adresse kannst du später ändern.
home-new-name = Name des Space
home-new-subdomain = Adresse
home-new-owner = Dein Name
home-new-owner-hint = So, wie andere Admins ihn sehen
home-new-country = Land
home-new-country-hint = Währung, Zeitzone und Sprache ergeben sich daraus
home-new-zone = Zeitzone
home-new-zone-hint = Zum Beispiel Europe/Berlin; leer: die des Landes
home-new-tax = Steuer, Prozent
home-new-tax-hint = Auf das, was du verkaufst, zum Beispiel 19; leer: keine
home-new-make = Anlegen
