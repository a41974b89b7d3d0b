# What is brought in from files and from Cobot.
imports-import = Import
imports-lead = Bring herüber, was du in Dateien hast. Zuerst wird alles durchgesehen und du siehst, was geschehen würde; angelegt wird nichts, bevor du es sagst.
imports-from-cobot = Einen ganzen Space von Cobot herüberholen
imports-a-file = Eine Datei
imports-holds = Was darin ist
imports-kind-problem = Der Inhalt { $problem }.
imports-csv = CSV-Datei
imports-file-problem = Die Datei { $problem }.
imports-up-to = Bis zu { $most } Zeilen und 5 MB. Kommas, Semikolons oder Tabulatoren: das wird erkannt.
imports-mail = Neuen Mitgliedern einen Link zu ihrer Mitgliedschaft mailen
imports-look-through = Durchsehen
imports-files-look = Wie Dateien aussehen
imports-first-line = Die erste Zeile nennt die Spalten, auf Englisch oder Deutsch, in beliebiger Reihenfolge; unbekannte Spalten bleiben weg. Beginne mit Tarifen, dann Mitglieder, dann Buchungen: eines nennt das andere.
imports-template = { $kind }: Vorlage
imports-needs-members = { $columns } und ein Name oder eine Firma
imports-and-may = und, wo du es hast: { $columns }
imports-passed-over = Eine Zeile, die es schon gibt (ein Mitglied an der E-Mail-Adresse, ein Tarif am Namen, eine Buchung an Raum, Zeit und Mitglied erkannt), wird übergangen: so kannst du eine Datei noch einmal importieren, nachdem du sie berichtigt hast. Für die Zeit vor heute wird nichts berechnet.
imports-earlier = Frühere Importe
imports-none = Noch keine. Ihre Berichte bleiben 90 Tage hier.
imports-forbidden = Mit deinen Rechten kannst du nichts importieren.

## What can be brought in

imports-kind-members = Mitglieder
imports-kind-plans = Tarife
imports-kind-bookings = Buchungen
imports-kind-cobot = Space bei Cobot
imports-thing-space = Space
imports-thing-resources = Ressourcen
imports-thing-custom-fields = Eigene Felder
imports-thing-memberships = Mitgliedschaften
imports-thing-field-values = Inhalte der Felder
imports-thing-teams = Teams
imports-thing-notes = Notizen
imports-thing-time-passes = Pässe
imports-thing-contacts = Kontakte
imports-thing-articles = Artikel
imports-thing-navigation-links = Links in der Navigation
imports-thing-invoices = Rechnungen

## How far it is

imports-state-fetching = wird gelesen
imports-state-checking = wird durchgesehen
imports-state-checked = wartet auf dich
imports-state-running = wird importiert
imports-state-done = fertig
imports-state-failed = abgebrochen
imports-reading = Wird gelesen
imports-looking = Wird durchgesehen
imports-bringing = Wird importiert
imports-read-so-far = Bisher gelesen: { $count }. Cobot beantwortet nur so viele Anfragen in der Minute, deshalb kann es eine Weile dauern.
imports-of = { $done } von { $all }
imports-progress = Fortschritt
imports-load-again = <a>Diese Seite wieder von selbst laden</a> Du kannst sie verlassen; die Arbeit geht weiter.
imports-loads-itself = Diese Seite wird alle zwei Sekunden neu geladen. <a>Anhalten</a> Du kannst sie verlassen; die Arbeit geht weiter.

## What came of it

imports-checked = Durchgesehen, noch ist nichts angelegt
imports-would = Würden angelegt: { $made }.
imports-would-refused = Würden angelegt: { $made }, passen nicht: { $refused }.
imports-nothing = Es gibt nichts anzulegen.
imports-mails = Jedes neue Mitglied mit einer E-Mail-Adresse bekommt eine Mail.
imports-overlaps = Buchungen, die sich überschneiden, fallen erst beim Ausführen auf.
imports-carry-out = Ausführen
imports-forget = Verwerfen
imports-done = Fertig
imports-made = Angelegt: { $made }.
imports-made-refused = Angelegt: { $made }, passten nicht: { $refused }.
imports-numbers = In Zahlen
imports-what = Was
imports-column-would = Würde angelegt
imports-column-made = Angelegt
imports-column-known = Schon da
imports-column-refused = Passt nicht
imports-left-invoices = Rechnungen der letzten zwölf Monate, die bei Cobot bleiben: { $count }.
imports-left-ended = Beendete Mitgliedschaften, die bei Cobot bleiben: { $count }.
imports-left = Bleibt bei Cobot: { $what } ({ $count }).
imports-unused = Spalten, die nicht benutzt werden: { $columns }.
imports-misfits = Was nicht passt
imports-take = <a>Diese Zeilen als Datei mitnehmen</a>.
imports-take-and-mend = <a>Nimm diese Zeilen als Datei mit</a>, berichtige sie und importiere die Datei noch einmal.
imports-line = Zeile
imports-column = Spalte
imports-why = Warum
imports-at-column = „{ $column }“ { $problem }
imports-delete-report = Diesen Bericht löschen
imports-made-stays = Was angelegt wurde, bleibt.

## From Cobot

imports-cobot = Von Cobot
imports-cobot-title = Einen Space von Cobot herüberholen
imports-cobot-address = Adresse des Space bei Cobot
imports-cobot-address-hint = Ihr erster Teil: hafen, wenn sie hafen.cobot.me ist
imports-token = Zugriffstoken
imports-token-hint = Von einem Admin des Space dort, mit dem Recht zu lesen. Es wird verschlüsselt aufbewahrt, bis alles gelesen ist, und dann gelöscht.
imports-token-problem = Das Token { $problem }.
imports-past = Auch Buchungen der letzten zwei Jahre
imports-read = Lesen und durchsehen
imports-along = Was mitkommt
imports-along-what = Die Beschreibung des Space, Räume und Plätze, Tarife mit Guthaben, Extras und Pässen, Mitglieder mit ihren Tarifen, Feldern, Notizen und Teams, Pässe, die sie gekauft haben, Kontakte, Artikel, Links der Anwendung, von der das Token ist, und Buchungen ab heute. Niemand bekommt eine Mail.
imports-stays-what = Rechnungen bleiben bei Cobot: lade sie dort herunter, bevor du den Space schließt. Für die Zeit vor heute wird hier nichts berechnet; die nächste Rechnung jedes Mitglieds kommt an dem Tag, den sie bei Cobot hat. Es gelten die Steuern dieses Space: stelle sie und die Zeitzone ein, bevor du beginnst. Zahlungsarten, Logins, Fotos, Veranstaltungen und Buchungen von Gästen kommen nicht mit; Mitglieder verbinden ihren Login über eine Einladung.
imports-again = Das kannst du so oft tun, wie du willst: was schon herübergeholt ist, wird wiedererkannt.
imports-forbidden-cobot = Dafür brauchst du das Recht, Mitglieder, Tarife, Buchungen, Ressourcen, Add-ons und Einstellungen zu bearbeiten.
