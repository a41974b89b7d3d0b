# Extras that are sold along with bookings.
products-title = Options de réservation
products-new = Nouvelle option
products-order = Dans leur ordre
products-none = Aucune pour le moment. Les options sont proposées avec une salle : café, traiteur, vidéoprojecteur, ouverture matinale.
products-later = Ce qui est réservé garde son prix ; les changements valent pour les réservations suivantes.
products-what = Ce que c’est
products-price-is = Le prix s’entend
products-per-booking = pour la réservation
products-per-item = par pièce
products-per-person = par personne
products-per-minute = par minute
products-tax = Taxe, %
products-tax-hint = Vide : comme d’habitude
products-tax-name = Taxe
products-offered-to = À qui la proposer
products-members = Membres
products-visitors = Visiteurs
products-no-longer = Ne plus la proposer
products-no-longer-what = Plus aucune salle ne la propose. Ce qui est réservé reste.
products-take-out = La retirer

## In the list

products-net-booking = { $price } HT pour la réservation
products-net-item = { $price } HT par pièce
products-net-person = { $price } HT par personne
products-net-minute = { $price } HT par minute
products-for-both = pour les membres et les visiteurs
products-for-members = pour les membres
products-for-visitors = pour les visiteurs
products-for-nobody = pour personne
