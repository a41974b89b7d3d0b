# Rooms, desks and whatever else can be booked, for members and for visitors.
resources-title = Salles et bureaux de { $space }
resources-all = Salles et bureaux
resources-add-one = Ajouter
resources-none = Il n’y en a pas. Salles, bureaux, imprimante : tout ce que les membres réservent à l’heure.
resources-add = Ajouter une salle ou un bureau
resources-kind = Ce que c’est
resources-kind-room = Une salle
resources-kind-desk = Un bureau
resources-kind-other = Autre chose
resources-price = Prix à l’heure, HT
resources-capacity = Pour combien de personnes
resources-units = Combien il y en a
resources-units-hint = Des bureaux identiques peuvent former une seule entrée : on peut en réserver autant à la fois.
resources-photo = Photo
resources-photo-hint = L’adresse d’une image
resources-when = Quand on peut réserver
resources-times = Horaires de réservation
resources-cutoff = Heures à l’avance, au moins
resources-cancellation = Annulable jusqu’à tant d’heures avant
resources-shortest = Réservation la plus courte, minutes
resources-longest = Réservation la plus longue, minutes
resources-hidden = Masqué aux membres
resources-admins-only = Réservé par les admins seulement
resources-offer = Le proposer aux visiteurs
resources-for-visitors = { $name } pour les visiteurs
resources-visitors-book = Les visiteurs réservent sur <a>{ $url }</a>.
resources-not-offered = Les visiteurs ne peuvent pas réserver. Enregistrez ce formulaire pour le leur proposer.
resources-empty = Ce que vous laissez vide est comme pour les membres.
resources-visitors-cancel = Annulable jusqu’à tant d’heures auparavant
resources-instructions = Comment les visiteurs s’y rendent
resources-instructions-hint = Envoyé par e-mail à ceux qui ont réservé
resources-approve = J’approuve chaque réservation
resources-withdraw = Ne plus le proposer aux visiteurs
resources-free = gratuit
resources-an-hour = { $price } de l’heure
resources-people =
    { $count ->
        [one] { $count } personne
       *[other] { $count } personnes
    }
resources-of-them = { $count } exemplaires
