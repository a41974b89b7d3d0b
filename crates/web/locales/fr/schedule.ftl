# The calendar of those who run a space, and the forms of its bookings.
schedule-delete-title = Supprimer { $booking }
schedule-delete-ask = Supprimer cette réservation ?
schedule-delete-what = Elle disparaît aussitôt et le créneau redevient libre. Les crédits sont rendus au membre.
schedule-delete-one = Supprimer celle-ci
schedule-delete-following = Supprimer celle-ci et toutes les suivantes
schedule-keep = La garder
schedule-nothing-to-book = Il n’y a encore rien à réserver. <a>Ajoutez d’abord une salle ou un bureau</a>.
schedule-room = Salle ou bureau
schedule-room-problem = La salle { $problem }.
schedule-whom = Pour qui
schedule-look-for = Chercher un membre
schedule-look-for-hint = Une partie du nom, de l’entreprise ou de l’adresse e-mail
schedule-member = Membre
schedule-nobody = Personne
schedule-more-members = Il y en a d’autres. Cherchez une partie du nom.
schedule-member-problem = Le membre { $problem }.
schedule-look-both = Chercher et voir ce qui est libre
schedule-look = Voir ce qui est libre
schedule-units = Unités
schedule-units-hint = S’il y en a plusieurs ; sinon 1
schedule-comments = Commentaires
schedule-repetition = Répétition
schedule-how-often = À quelle fréquence
schedule-until = Jusqu’au
schedule-times = Ou tant de fois
schedule-number-problem = Le nombre { $problem }.
schedule-one-of-series = Elle fait partie d’une série. L’heure et la salle ne changent que pour celle-ci.
schedule-following = Donner aussi ces commentaires aux suivantes de la série
schedule-book-it = Réserver
schedule-delete-dots = Supprimer …
schedule-title = Réservations : { $when }
schedule-days = Jours
schedule-week-before = Semaine précédente
schedule-day-before = Jour précédent
schedule-today = Aujourd’hui
schedule-week-after = Semaine suivante
schedule-day-after = Jour suivant
schedule-view = Vue
schedule-day = Jour
schedule-week = Semaine
schedule-new = Nouvelle réservation
schedule-of-visitors = Réservations de visiteurs
schedule-nothing-columns = Il n’y a encore rien à réserver. <a>Ajoutez une salle ou un bureau</a>, chacun aura ici une colonne.
schedule-too-many = Il y a { $total } réservations, seules les 1000 premières sont affichées. Choisissez une salle ou un jour pour tout voir.
schedule-rooms = Salles
schedule-part = Salles { $part }
schedule-colours = Couleurs
schedule-calendar-of = Calendrier : { $when }
schedule-by-day = Réservations par jour ; la liste ci-dessous dit la même chose
schedule-by-room = Réservations par salle ; la liste ci-dessous dit la même chose
schedule-new-in = Nouvelle réservation : { $column }
schedule-blocked = Bloqué : { $title }
schedule-drag-help = Faites glisser sur un créneau libre pour le réserver, glissez une réservation pour la déplacer, son bord inférieur pour l’allonger ou la raccourcir. Au doigt, maintenez un instant la réservation pour la soulever. Échap relâche. Chaque réservation s’ouvre d’un clic ou avec Entrée ; on y saisit la même chose.
schedule-as-list = La même chose en liste
schedule-none-on-day = Rien n’est réservé ce jour-là.
schedule-none = Rien n’est réservé.

## Said by the script; what stands in braces is put in there

schedule-says-stale = Le calendrier n’a pas pu être rechargé. Rechargez la page.
schedule-says-taken = Occupé
schedule-says-unreached = Le serveur est injoignable. La réservation est restée où elle était.
schedule-says-reload = Rechargez la page.
schedule-says-now = Maintenant { $where }.
schedule-says-moved = Déplacée : { $where }.
schedule-says-stays = { $booking } reste inchangé. { $where } : { $why }

## What was done

schedule-told-made = C’est réservé.
schedule-told-series = C’est réservé. Les répétitions suivent dans un instant ; les créneaux occupés sont omis.
schedule-told-changed = La réservation a été modifiée.
schedule-told-deleted = La réservation a été supprimée.
schedule-told-all = La réservation et les suivantes ont été supprimées.
schedule-of-the-rooms = { $count } des salles
schedule-blocked-line = Bloqué : { $title }, { $times }, { $rooms }
schedule-visitor = visiteur
schedule-event = événement
schedule-so-many-units = { $count } unités
schedule-nobody-named = Sans nom
schedule-when = Quand
schedule-to-pay = À payer, HT
schedule-reason-event = Elle appartient à un événement et change avec lui.
schedule-reason-visitor = Elle appartient à un visiteur et change avec ce qu’il a réservé.
schedule-reason-invoice = Elle figure sur une facture.
schedule-reason-look = Vous pouvez consulter les réservations, mais pas modifier celle-ci.

## How often

schedule-once = Une fois
schedule-daily = Tous les jours
schedule-weekdays = Du lundi au vendredi
schedule-weekly = Toutes les semaines
schedule-fortnightly = Toutes les deux semaines
schedule-monthly = Tous les mois
schedule-yearly = Tous les ans

## What would come of it

schedule-free = C’est libre.
schedule-all-free = Les { $count } créneaux sont libres.
schedule-price = Prix : { $price }.
schedule-taken = C’est occupé.
schedule-first-free = La première doit être libre.
schedule-left-out = Ils sont omis.
schedule-some-taken = Occupés : { $count } créneaux sur { $all } ({ $days }).
schedule-end-problem = La fin { $problem }.
schedule-start-problem = Le début { $problem }.
schedule-units-problem = Le nombre d’unités { $problem }.
schedule-how-often-problem = La fréquence { $problem }.
schedule-gone = La réservation ou la salle n’existe plus.
