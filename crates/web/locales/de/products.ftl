# Extras that are sold along with bookings.
products-title = Extras für Buchungen
products-new = Neues Extra
products-order = In ihrer Reihenfolge
products-none = Noch keine. Extras werden mit einem Raum angeboten: Kaffee, Catering, ein Beamer, ein früher Beginn.
products-later = Was gebucht ist, behält seinen Preis; Änderungen gelten für spätere Buchungen.
products-what = Was es ist
products-price-is = Der Preis gilt
products-per-booking = für die Buchung
products-per-item = pro Stück
products-per-person = pro Person
products-per-minute = pro Minute
products-tax = Steuer, %
products-tax-hint = Leer: wie üblich
products-tax-name = Steuer
products-offered-to = Wem es angeboten wird
products-members = Mitglieder
products-visitors = Gäste
products-no-longer = Nicht mehr anbieten
products-no-longer-what = Kein Raum bietet es mehr an. Was gebucht ist, bleibt.
products-take-out = Herausnehmen

## In the list

products-net-booking = { $price } netto für die Buchung
products-net-item = { $price } netto pro Stück
products-net-person = { $price } netto pro Person
products-net-minute = { $price } netto pro Minute
products-for-both = für Mitglieder und Gäste
products-for-members = für Mitglieder
products-for-visitors = für Gäste
products-for-nobody = für niemanden
