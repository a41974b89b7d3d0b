# People who are no members, for those who run a space.
contacts-title = Contacts de { $space }
contacts-search-for = Nom, entreprise, adresse e-mail ou téléphone
contacts-tag = Mot-clé
contacts-all-tags = Tous les mots-clés
contacts-add = Ajouter un contact
contacts-nobody-like = Personne ne correspond.
contacts-none = Les contacts sont des personnes qui ne sont pas membres : les visiteurs qui ont réservé une salle ou acheté un pass journée ou un billet arrivent ici d’eux-mêmes, et vous pouvez ajouter qui demande une offre.
contacts-nobody-known = Personne inconnue

## One contact

contacts-person = Personne
contacts-edit = Modifier
contacts-take-in-this = Ajouter comme membre
contacts-the-member = Voir le membre
contacts-doings = Réservations et achats
contacts-no-doings = Rien pour l’instant.
contacts-new-invoice = Nouvelle facture
contacts-booked = réservation
contacts-day-pass = pass journée
contacts-attends = participe
contacts-pass-confirmed = confirmé
contacts-pass-canceled = annulé
contacts-delete = Supprimer le contact
contacts-delete-what = Qui a réservé, acheté ou reçu une facture reste, sans nom, adresse ni notes ; les factures gardent ce qui y figure. C’est irréversible.
contacts-delete-yes = Supprimer { $name }

## The form

contacts-edit-one = Modifier un contact
contacts-known-email = S’il existe déjà un contact avec cette adresse e-mail, il reçoit ce que vous saisissez ici.
contacts-tags-hint = Séparés par des virgules : newsletter, atelier
contacts-notes = Notes
contacts-notes-problem = Le champ des notes { $problem }.

## A contact becomes a member

contacts-take-in-title = Ajouter { $name }
contacts-take-in-heading = Ajouter { $name } comme membre
contacts-taken-over = Le nom et l’adresse sont repris. Les réservations et les factures de { $name } restent avec le contact.
contacts-taken-over-email = Le nom et l’adresse sont repris, ainsi que { $email }. Les réservations et les factures de { $name } restent avec le contact.
contacts-take-in = Ajouter
