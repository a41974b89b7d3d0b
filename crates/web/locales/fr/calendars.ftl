# Calendars that other programs subscribe to.

calendars-own = Vos calendriers
calendars-why = Votre téléphone ou ordinateur peut afficher ce qui est réservé chez { $space } : créez un calendrier ici et abonnez-vous là-bas à son adresse. Qui connaît l’adresse voit ce que vous voyez, gardez-la donc pour vous. Si quelqu’un d’autre l’a obtenue, donnez-en une autre au calendrier.
calendars-made = Déjà créés
calendars-none = Il n’y en a pas.
calendars-other-address = Autre adresse<hidden> pour { $calendar }</hidden>
calendars-delete = Supprimer<hidden> { $calendar }</hidden>
calendars-make = Créer un calendrier
calendars-shows = Ce qu’il affiche
calendars-this-problem = Ce choix { $problem }.
calendars-name = Nom (si vous voulez)
calendars-name-problem = Le nom { $problem }.
calendars-make-it = Créer
calendars-account = Votre compte
calendars-of-yours = Vos réservations et événements
calendars-of-all = Toutes les réservations
calendars-address-of = adresse du { $day }
calendars-since = depuis le { $day }

## The address

calendars-address-title = L’adresse de votre calendrier
calendars-new-address = La nouvelle adresse
calendars-is-made = Votre calendrier est créé
calendars-copy = Copiez cette adresse maintenant : elle n’est affichée qu’une fois.
calendars-old-closed = L’ancienne n’ouvre plus rien.
calendars-address-label = Adresse du calendrier
calendars-subscribe = S’abonner sur cet appareil
calendars-google = Autres agendas, le signe plus, <em>À partir de l’URL</em>. Google actualise quand bon lui semble, souvent après quelques heures.
calendars-thunderbird = Nouvel agenda, <em>Sur le réseau</em>, sans nom d’utilisateur.
calendars-apple = Fichier, <em>Nouvel abonnement à un calendrier</em>.
calendars-outlook = Ajouter un calendrier, <em>S’abonner à partir du web</em>.
