# Tablets at the entrance and at doors, and cards for them.

## At the entrance

tablets-check-in = Enregistrer mon arrivée
tablets-check-out = Enregistrer mon départ
tablets-welcome = Bienvenue chez { $space }
tablets-here =
    { $count ->
        [one] { $count } membre est là.
       *[other] { $count } membres sont là.
    }
tablets-with-card = Avec votre carte
tablets-hold = Présentez-la au lecteur, ou tapez son numéro
tablets-with-login = Avec votre compte
tablets-email = Adresse e-mail
tablets-password = Mot de passe
tablets-done = Terminé
tablets-welcome-name = Bienvenue, { $name }
tablets-in-until = Votre arrivée est enregistrée jusqu’à { $time }.
tablets-goodbye = Au revoir
tablets-out = Votre départ est enregistré.
tablets-unknown-card = Personne n’a cette carte
tablets-ask = Demandez à ceux qui gèrent l’espace.
tablets-not-right = Ce n’est pas correct
tablets-look-again = Vérifiez l’adresse et le mot de passe.
tablets-not-in = Votre arrivée n’est pas enregistrée
tablets-cannot-come-in = Vous ne pouvez pas entrer

## At a door

tablets-title-free = { $room } : libre
tablets-title-taken = { $room } : occupé
tablets-now = Maintenant
tablets-free = Libre
tablets-until = jusqu’à { $time }
tablets-book-now = Réserver maintenant
tablets-next = Ce qui suit
tablets-nothing-booked = Rien n’est réservé pour les prochaines 24 heures.
tablets-booked = Réservé

## Setting them up

tablets-title = Tablettes de { $space }
tablets-tablets = Tablettes
tablets-why = Une tablette à l’entrée enregistre l’arrivée des membres avec leur carte ou leur compte. À une porte, elle indique si la salle est libre. Personne n’y est connecté, et vous pouvez la retirer d’ici.
tablets-open-address = <strong>Ouvrez cette adresse sur la tablette. Elle n’est affichée qu’une fois.</strong>
tablets-set-up = Installées
tablets-none = Il n’y en a pas.
tablets-take-back = Retirer<hidden> { $tablet }</hidden>
tablets-take-back-yes = Oui, elle n’affichera plus rien
tablets-one-more = Une de plus
tablets-name = Son nom
tablets-name-hint = Entrée, premier étage
tablets-where = Où elle se trouve
tablets-entrance = À l’entrée, pour les arrivées
tablets-door-of = À la porte de { $room }
tablets-room-problem = La salle { $problem }.
tablets-make-address = Créer son adresse
tablets-line = { $place } · depuis le { $since } · pas encore utilisée
tablets-line-used = { $place } · depuis le { $since } · utilisée le { $used }
tablets-at-entrance = à l’entrée
tablets-at-a-door = à une porte
tablets-at-door-of = à la porte de { $room }

## On the device

tablets-not-set-up = Cet appareil n’est pas configuré
tablets-how-to-set-up = <a>Configurez-le comme tablette de { $space }</a>, puis ouvrez ici son adresse.
tablets-who-sets-up = Ceux qui gèrent { $space } configurent les tablettes pour l’entrée et les portes.
tablets-is-this = Est-ce « { $tablet } » ?
tablets-will-show = Désormais, cet appareil indique si la salle est libre. Personne n’y est connecté.
tablets-will-check-in = Désormais, cet appareil enregistre l’arrivée des membres. Personne n’y est connecté.
tablets-yes = Oui, le configurer

## Cards

tablets-cards-of = Cartes de { $name }
tablets-cards-why = Qui présente une de ces cartes au lecteur d’une <a>tablette à l’entrée</a> est enregistré comme { $name }.
tablets-no-cards = Il n’y en a pas.
tablets-since = depuis le { $day }
tablets-take-away = Retirer<hidden> { $card }</hidden>
tablets-another-card = Autre carte
tablets-number = Numéro
tablets-number-hint = Présentez la carte à un lecteur branché à cet ordinateur, ou tapez ce qui y est imprimé.
tablets-add = Ajouter
