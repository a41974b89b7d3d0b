# Articles to read, and questions to those who run the space.

help-help = Hilfe
help-ask = Etwas fragen
help-write = Artikel schreiben
help-read = Zum Lesen
help-general = Allgemeines
help-questions = Fragen
help-which = Welche
help-all = Alle
help-open-ones = Offene
help-closed-ones = Geschlossene
help-open = Offen
help-closed = Geschlossen
help-none-asked = Noch wurde nichts gefragt. Was du schreibst, erreicht die, die { $space } verwalten; die Antwort kommt per E-Mail und steht hier.
help-none = Es gibt keine.
help-pages = Seiten
help-newer = Neuere
help-older = Ältere
help-you = du
help-asked = { $who }, { $when }
help-asked-for-all = { $who }, { $when } · für alle Mitglieder sichtbar

## An article

help-changed = Zuletzt geändert: { $day }
help-still = Noch eine Frage? <a>Stell sie</a>

## A question

help-seen-by-all = Alle Mitglieder sehen das.
help-your-answer = Deine Antwort
help-answer = Antworten
help-answer-and-reopen = Antworten und wieder öffnen
help-settled = Das ist erledigt
help-reopen = Wieder öffnen
help-in-short = In Kürze
help-in-short-hint = Die Heizung ist kalt
help-what-about = Worum es geht
help-for-all = Alle Mitglieder dürfen es sehen, weil es auch sie betrifft
help-send = Senden
help-not-now = Jetzt nicht
