# What people without an account see and buy: events with tickets, passes for a day, rooms.

## Events

visiting-events = Événements
visiting-manage-events = Gérer les événements
visiting-no-events = Rien n’est prévu pour l’instant. Ce que { $space } annonce se trouve ici.
visiting-no-more = Il n’y en a pas d’autres.
visiting-pages = Pages
visiting-before = Précédents
visiting-more = Suivants
visiting-you-attend = Vous participez
visiting-for-members = Pour les membres
visiting-left =
    { $left ->
        [0] complet
        [one] encore { $left } place
       *[other] encore { $left } places
    }
visiting-draft = Brouillon
visiting-when = Quand
visiting-where = Où
visiting-online = En ligne
visiting-price = Prix
visiting-places = Places
visiting-for = Pour
visiting-members-of = membres de { $space }
visiting-about = Thèmes
visiting-who-comes = Qui vient
visiting-begun = Il a commencé, ou il est terminé.
visiting-draft-seen = Seuls ceux qui gèrent l’espace le voient.
visiting-attending = Vous participez.
visiting-leave = Je ne peux pas venir
visiting-full = Il n’y a plus de places.
visiting-visible = Les autres membres peuvent voir que je viens
visiting-attend = Participer
visiting-get-tickets = Prendre des billets
visiting-am-member = Je suis membre
visiting-manage-event = Gérer cet événement
visiting-told-in = Vous participez. Si c’est payant, ce sera sur votre prochaine facture.
visiting-told-out = Vous ne participez plus.

## What it costs, and who buys

visiting-free = gratuit
visiting-free-of-charge = Gratuit
visiting-needed = (obligatoire)
visiting-net = HT
visiting-to-pay = À payer
visiting-name = Votre nom
visiting-email = Adresse e-mail
visiting-email-hint = La confirmation y est envoyée.
visiting-more-of-buyer = Entreprise, téléphone, adresse de facturation
visiting-company = Entreprise
visiting-phone = Téléphone
visiting-street = Rue et numéro
visiting-post-code = Code postal
visiting-city = Ville
visiting-tax-id = Numéro de TVA
visiting-comments = Ce que nous devrions savoir
visiting-how-you-pay = Comment vous payez
visiting-pay-next-page = Vous payez à la page suivante, chez le prestataire.
visiting-method-problem = Un moyen de paiement { $problem }.
visiting-agree = J’accepte les <a>conditions générales de { $space }</a>
visiting-must-agree = Les conditions générales doivent être acceptées.
visiting-pay-at-space = Vous payez sur place.
visiting-show-price = Afficher le prix
visiting-buy-for = Acheter pour { $price }
visiting-back = Retour
visiting-mail-comes = Un e-mail avec tout ce qu’il vous faut est en route.
visiting-is-paid = C’est payé.

## Tickets

visiting-tickets-for = Billets pour { $event }
visiting-tickets = Billets
visiting-tickets-problem = Le nombre de billets { $problem }.
visiting-back-to-event = Retour à l’événement
visiting-no-way-to-pay = { $space } n’a pas prévu de moyen de paiement pour les billets. Écrivez à l’espace.
visiting-take-tickets =
    { $count ->
        [one] Prendre le billet
       *[other] Prendre { $count } billets
    }
visiting-have-ticket = Vous avez un billet
visiting-more-events = Autres événements

## Passes for a day

visiting-passes = Pass journée
visiting-come = Venir pour une journée
visiting-no-passes = { $space } ne propose pas de pass journée.
visiting-good-at = Valable à ces heures : { $times }
visiting-the-day = 1. Le jour
visiting-none-sold = Aucun n’est en vente pour les deux prochains mois.
visiting-count-left = encore { $count }
visiting-another-day = Un autre jour
visiting-choose = Choisir
visiting-this-day-problem = Ce jour { $problem }.
visiting-pass-for = 2. { $pass } pour { $day }
visiting-get-pass = Prendre le pass
visiting-have-pass = Vous avez un pass
visiting-more-passes = Autres pass

## Paying at a provider

visiting-pay = Payer
visiting-pay-at-provider = Vous payez chez le prestataire
visiting-pay-how = Votre navigateur y va de lui-même. Une fois le paiement fait, vous revenez ici, et alors seulement l’achat est conclu.
visiting-go-there = Y aller
visiting-not-bought = Pas acheté
visiting-not-paid = Ce n’est pas encore payé
visiting-not-possible = L’achat n’a pas pu se faire
visiting-not-heard = Le prestataire n’a pas encore reçu votre paiement. Regardez à nouveau dans un instant.
visiting-goes-back = Ce que vous avez payé est remboursé automatiquement.
visiting-look-again = Regarder à nouveau
visiting-start-anew = Recommencer

## Rooms

visiting-rooms = Salles à réserver
visiting-prices-for-visitors = Ces prix sont pour les visiteurs. <a>Réserver comme membre</a>
visiting-no-rooms = { $space } ne propose pas de salles aux visiteurs.
visiting-none-free = Rien n’est libre à ce moment. Essayez-en un autre, ou ouvrez une salle pour voir quand elle est libre.
visiting-not-free = Pas libre à ce moment
visiting-people-count =
    { $count ->
        [one] { $count } personne
       *[other] { $count } personnes
    }
visiting-for-people =
    { $count ->
        [one] Pour { $count } personne
       *[other] Pour { $count } personnes
    }
visiting-people = Personnes
visiting-this-problem = Cette valeur { $problem }.
visiting-people-problem = Ce nombre { $problem }.
visiting-numbers-problem = Le nombre { $problem }.
visiting-free-on = Libre le { $day }
visiting-not-at-all = Pas du tout.
visiting-days = Jours
visiting-day-before = Le jour d’avant
visiting-day-after = Le jour d’après
visiting-with-it = Avec
visiting-cancel-until-start = Vous pouvez annuler jusqu’au début.
visiting-cancel-until = Vous pouvez annuler jusqu’à { $hours } h avant le début.
visiting-looked-at = { $space } examine d’abord la demande et vous écrit.
visiting-what-for = À quelle occasion
visiting-ask = Demander
visiting-ask-for-price = Demander pour { $price }
visiting-book = Réserver
visiting-book-for = Réserver pour { $price }
visiting-other-rooms = Autres salles
visiting-price-by-length = prix selon la durée
visiting-room-free = gratuit
visiting-an-hour = { $price } par heure
visiting-extra-minute = { $price } par minute
visiting-extra-person = { $price } par personne
visiting-extra-each = { $price } la pièce
visiting-not-at-this-time = La salle ne peut pas être réservée à ce moment. Sous le jour, vous voyez quand elle est libre.

## What is booked

visiting-asked = Votre demande est arrivée chez { $space }. Vous recevrez un e-mail dès que quelqu’un l’aura examinée.
visiting-is-booked = C’est réservé. Un e-mail avec tout ce qu’il vous faut est en route.
visiting-state = État
visiting-canceled = Annulée
visiting-waits = En attente de { $space }
visiting-booked = Réservée
visiting-questions = Des questions ? Écrivez à <a>{ $email }</a>.
visiting-cancel-it = Annuler la réservation
visiting-book-else = Réserver autre chose
visiting-your-booking = Votre réservation
