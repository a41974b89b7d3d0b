# What a space wants to know of its members.

## Questions on sign-up

asking-questions = Fragen bei der Anmeldung
asking-new = Neue Frage
asking-edit = Frage bearbeiten
asking-order = In dieser Reihenfolge gestellt
asking-none = Keine. Wer sich anmeldet, wird nach Name, Adresse und Tarif gefragt; hier fügst du hinzu, was du noch wissen willst, etwa woran jemand arbeitet. Die Antworten stehen auf der Seite des Mitglieds.
asking-with-options = { $kind }: { $options }
asking-must = { $what }, Antwort ist Pflicht
asking-question = Frage
asking-answered-by = Art der Antwort
asking-kind-problem = Die Art der Antwort { $problem }.
asking-kind-line = Eine Zeile
asking-kind-lines = Mehrere Zeilen
asking-kind-choice = Eine von mehreren Möglichkeiten
asking-kind-checkbox = Ja oder nein
asking-kind-day = Ein Tag
asking-choices = Was zur Auswahl steht
asking-choices-hint = Eine pro Zeile; nur bei „Eine von mehreren Möglichkeiten“.
asking-choices-problem = Die Auswahl { $problem }.
asking-required = Antwort ist Pflicht
asking-delete = Frage löschen
asking-delete-what = Alle Antworten darauf gehen mit verloren.

## Fields of its own

asking-fields = Eigene Felder
asking-fields-what = Was du zu jedem Mitglied notierst, etwa ein Schließfach oder einen Schlüssel. Mitglieder sehen es nicht.
asking-all-fields = Felder
asking-field = Feld { $number }
asking-fields-emptied = Eine leere Zeile entfernt ihr Feld mit allem, was darin steht.
