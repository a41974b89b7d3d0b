# The public page of a space, its terms, and what of it is shown within pages of others.

spaces-find-us = Nous trouver
spaces-address = Adresse
spaces-phone = Téléphone
spaces-email = E-mail
spaces-zone = Fuseau horaire
spaces-hours = Horaires d’ouverture
spaces-book = Réserver une salle
spaces-own-bookings = Vos réservations
spaces-plans = Formules
spaces-join = Devenir membre<hidden> avec { $plan }</hidden>
spaces-day = Venir pour une journée
spaces-rooms = Salles à réserver
spaces-all-rooms = Toutes les salles
spaces-events = Événements
spaces-all-events = Tous les événements
spaces-nothing-offered = { $space } ne propose rien ici pour le moment. <a>Voir la page d’accueil</a>
spaces-closed = Cet espace est fermé pour le moment.

## Law

spaces-legal = Informations légales
spaces-terms = Conditions générales
spaces-privacy = Confidentialité
spaces-imprint = Mentions légales
spaces-since = Depuis le { $day }
spaces-terms-of = Conditions générales de { $space }
spaces-no-terms = Il n’y en a pas.
spaces-kind-terms = Conditions de l’espace
spaces-kind-privacy = Confidentialité de l’espace
spaces-kind-imprint = Mentions légales de l’espace
