# News for members, for those who announce them.
announcements-new = Neue Ankündigung
announcements-edit = Ankündigung bearbeiten
announcements-newest = Die neuesten zuerst
announcements-none = Noch keine. Was du ankündigst, steht so lange auf der Seite jedes Mitglieds, wie du sagst, und wird auf Wunsch gemailt: ein Fest, eine neue Kaffeemaschine, ein Aufzug außer Betrieb.
announcements-to-come = geplant
announcements-over = vorbei
announcements-shown = sichtbar
announcements-from-to = { $from } bis { $to }
announcements-for-all = alle Mitglieder
announcements-for-plan = Mitglieder mit dem Tarif { $plan }
announcements-mailed = gemailt

## The form

announcements-text-hint = Leerzeilen trennen Absätze, **zwei Sterne** machen fett, eine Zeile, die mit - beginnt, wird eine Liste.
announcements-until-hint = Leer: bis du sie löschst
announcements-all-members = Alle Mitglieder
announcements-on-plan = Mitglieder mit dem Tarif { $plan }
announcements-mail = Am ersten Tag auch per E-Mail schicken
announcements-delete-what = Niemand sieht sie mehr. Eine verschickte E-Mail bleibt verschickt.
