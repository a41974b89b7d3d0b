# What members book for themselves.

## When

bookings-when = Quand
bookings-day = Jour
bookings-from = De
bookings-for = Durée
bookings-show-free = Afficher ce qui est libre
bookings-day-problem = Le jour { $problem }.
bookings-time-problem = L’heure { $problem }.
bookings-length-problem = La durée { $problem }.

## Rooms

bookings-book = Réserver une salle
bookings-none-bookable = Votre adhésion ne permet de rien réserver. Ceux qui gèrent { $space } peuvent vous dire pourquoi.
bookings-people =
    { $count ->
        [one] { $count } personne
       *[other] { $count } personnes
    }
bookings-for-length = pour { $length }
bookings-not-free = Pas libre à ce moment
bookings-price = Prix
bookings-credits = Crédits
bookings-credits-pay = { $amount } sont payés par vos crédits
bookings-take-back = Annuler
bookings-until-start = jusqu’au début
bookings-until = jusqu’à { $hours } h avant le début
bookings-add = Ajouter un titre ou un souhait
bookings-title = Titre
bookings-title-problem = Le titre { $problem }.
bookings-comments = Pour ceux qui gèrent l’espace
bookings-this-problem = Ce texte { $problem }.
bookings-book-it = Réserver
bookings-something-else = Autre chose
bookings-room-taken = Ce n’est pas libre à ce moment, ou pas ouvert à votre adhésion.
bookings-see-free = Voir ce qui est libre
bookings-free = gratuit
bookings-covered = couvert par vos crédits

## One's own bookings

bookings-own = Vos réservations
bookings-made = { $room } est à vous : { $when }.
bookings-taken-back = La réservation a été annulée.
bookings-in-calendar = Les afficher dans votre calendrier
bookings-coming = À venir
bookings-none = Vous n’avez rien réservé.
bookings-cancel = Annuler<hidden> { $room }, { $when }</hidden>
bookings-more-of-yours = Autres réservations
bookings-sooner = Plus tôt
bookings-later = Plus tard
bookings-last-days = Les 30 derniers jours
bookings-nothing-to-pay = rien à payer

## The list of all bookings, for those who run a space

bookings-list = Réservations
bookings-list-all = Toutes
bookings-list-total =
    { $count ->
        [one] { $count } réservation
       *[other] { $count } réservations
    }
bookings-list-none = Rien n’est réservé ces jours-là.
bookings-list-who = Qui
