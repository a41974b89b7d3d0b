# Plans, for those who offer them.
plans-title = Tarife von { $space }
plans-all = Tarife
plans-make = Tarif anlegen
plans-none = Es gibt noch keine. Ein Tarif sagt, was eine Mitgliedschaft kostet und was dazugehört; Leute melden sich für einen an.
plans-new = Neuer Tarif
plans-later = Wer schon Mitglied ist, behält, was er hat; Änderungen gelten für alle, die später beitreten oder zu diesem Tarif wechseln.
plans-price = Preis, netto
plans-months = Für wie viele Monate
plans-months-hint = 1 ist ein Tarif, der jeden Monat bezahlt wird
plans-notice = Kündigungsfrist, Tage
plans-commitment = Mindestlaufzeit, Monate
plans-hidden = Verborgen: nur wer den Link hat, kann sich dafür anmelden
plans-approve = Ich bestätige jedes neue Mitglied
plans-for-teams = Für Teams: ein Preis, egal wie viele Mitglieder
