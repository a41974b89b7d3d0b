# Who runs a space, how it looks, and what its home page shows.
admins-who = Qui gère { $space }
admins-look = L’apparence de { $space }
admins-invoicing = Facturation
admins-providers = Prestataires de paiement
admins-webhooks = Webhooks
admins-admins = Admins
admins-owner = Propriétaire
admins-you = Vous
admins-factor-on = { $email }, deuxième facteur activé
admins-locked-out = { $email }, bloqué : pas de deuxième facteur
admins-permissions-of = Droits<hidden> de { $name }</hidden>
admins-factor = Deuxième facteur
admins-factor-required = Chaque admin a besoin d’une clé d’accès ou d’une application d’authentification, sur les pages et pour les applications.
admins-factor-open = Un mot de passe suffit aux admins. Vous pouvez exiger une clé d’accès ou une application d’authentification : qui n’en a pas est bloqué jusque-là.
admins-factor-stop = Ne plus l’exiger
admins-factor-ask = Exiger un deuxième facteur de tous les admins
admins-invited = Invités
admins-until = { $email }, jusqu’au { $day }
admins-take-back = Retirer<hidden> l’invitation de { $name }</hidden>
admins-invite = Inviter quelqu’un
admins-invite-what = La personne reçoit un lien par e-mail, et tous les droits dès qu’elle l’ouvre.
admins-send-invitation = Envoyer l’invitation
admins-permissions = Droits
admins-owner-all = Le propriétaire a tous les droits, toujours.
admins-count-at-once = Ils s’appliquent aussitôt, pour les pages, les deux API et toute application agissant pour { $name }. Qui peut modifier les admins peut s’accorder tout le reste.
admins-level-none = Aucun
admins-level-view = Voir
admins-level-edit = Modifier
admins-save-permissions = Enregistrer les droits
admins-ownership = Propriété
admins-make-owner = Nommer { $name } propriétaire
admins-only-undo = Seul { $name } peut revenir en arrière. Vous restez admin.
admins-password = Votre mot de passe
admins-hand-over = Céder l’espace
admins-leave = Quitter
admins-leave-space = Quitter l’espace
admins-remove = Retirer { $name }
admins-remove-what = L’effet est immédiat. Les adhésions restent ; les jetons de l’espace reviennent au propriétaire.
admins-look-title = Apparence de { $space }
admins-colour-what = Liens et boutons la portent sur toutes les pages de l’espace. Elle est assombrie ou éclaircie là où elle serait illisible.
admins-colour-of = Couleur de l’espace
admins-colour-problem = La couleur { $problem }.
admins-colour-use = Utiliser cette couleur
admins-colour-none = Revenir à celle de Kontor
admins-to-home = Ce que montre la page d’accueil
admins-home-title = Page d’accueil de { $space }
admins-the-home = La page d’accueil
admins-home-shows = Ce qu’elle montre
admins-home-where = Tout le monde la voit à <a>l’adresse de votre espace</a>. Ce qui est vide est omis.
admins-own-site = Sur votre propre site
admins-paste = Collez une de ces lignes là où elle doit apparaître. Le cadre s’adapte au contenu ; qui clique arrive sur une page de votre espace.
admins-to-colour = La couleur de votre espace

## Sections of the home page

admins-section-plans = Formules
admins-section-rooms = Salles pour visiteurs
admins-section-events = Événements

## What admins may see and change

admins-may-administrators = Admins
admins-may-space-settings = Paramètres de l’espace
admins-may-subscription = Abonnement
admins-may-customize = Personnalisation
admins-may-memberships = Adhésions
admins-may-teams = Équipes
admins-may-plans = Formules
admins-may-check-ins = Arrivées
admins-may-bookings = Réservations
admins-may-resources = Ressources
admins-may-external-bookings = Réservations de visiteurs
admins-may-drop-in-passes = Pass journée
admins-may-events = Événements
admins-may-contacts = Contacts
admins-may-products = Produits
admins-may-invoices = Factures
admins-may-payment-methods = Moyens de paiement
admins-may-accounting = Comptabilité
admins-may-communication = Communication
admins-may-activities = Activités
admins-may-analytics = Statistiques
admins-may-add-ons = Modules

## Levels, where they are only shown

admins-is-none = aucun
admins-is-view = voir
admins-is-edit = modifier
