# Times at which nobody books.
blockers-title = Sperrzeiten
blockers-new = Zeit sperren
blockers-title-hint = Was Mitglieder lesen, zum Beispiel: Über die Feiertage geschlossen
blockers-who = Wer dann nicht buchen kann
blockers-members = Mitglieder
blockers-visitors = Gäste
blockers-passes = Käufer von Tagespässen
blockers-what = Was gesperrt ist
blockers-all = Alle Räume und Plätze, auch künftige
blockers-some = Oder nur einige, wenn das Feld darüber nicht angekreuzt ist
blockers-rooms-problem = Bei den Räumen: { $problem }.
blockers-open = Wieder buchen lassen
blockers-gone = Die Sperrzeit ist sofort weg.
blockers-lead = Während einer Sperrzeit können Mitglieder und Gäste nicht buchen. Was vorher gebucht war, bleibt, und du kannst trotzdem buchen.
blockers-none = Ab heute ist nichts gesperrt. Gedacht ist das für Feiertage, Reinigung und Bauarbeiten.
blockers-sooner = Früher
blockers-later = Später
blockers-all-rooms = alle Räume
blockers-rooms =
    { $count ->
        [one] { $count } Raum
       *[other] { $count } Räume
    }
blockers-for-members = Mitglieder
blockers-for-visitors = Gäste
blockers-for-passes = Tagespässe
blockers-about = { $when } · { $rooms } · für { $whom }
