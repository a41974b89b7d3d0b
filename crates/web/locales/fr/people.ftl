# Members, for those who run a space.
people-add = Ajouter un membre
people-no-plan = Il faut une formule à un membre, et il n’y en a pas encore. <a>Créez la première</a>.
people-nothing-mailed = Rien n’est envoyé maintenant. Vous pourrez créer un lien d’invitation ensuite.
people-plan = Formule
people-plan-problem = La formule { $problem }.
people-code = Code de remise
people-title = Membres de { $space }
people-members = Membres
people-search-for = Nom, entreprise ou adresse e-mail
people-today = { $count } aujourd’hui
people-found = Trouvés : { $count }
people-nobody = Il n’y a encore personne. Ajoutez quelqu’un ou donnez l’adresse de votre espace : on peut s’y inscrire.
people-not-confirmed = Non confirmé
people-leaving = Sur le départ
people-send-link = Envoyez ce lien à { $name }
people-link-what = Qui l’ouvre et se connecte reçoit cette adhésion. Il n’est affiché que cette fois et vaut 30 jours.
people-waits = { $name } s’est inscrit et attend.
people-confirm = Confirmer
people-no-own-plan = Aucune en propre
people-change-plan = Changer de formule
people-new-plan = Nouvelle formule
people-next-renewal = Vide : dès le prochain renouvellement.
people-change = Changer
people-stay = Rester finalement
people-end = Mettre fin à l’adhésion
people-first-possible = Vide : le premier jour qui respecte préavis et durée minimale.
people-end-it = Y mettre fin
people-bookings = Réservations à venir
people-number = Numéro de membre
people-tax-number = Numéro fiscal
people-since = Depuis
people-until = Jusqu’au
people-next-invoice = Prochaine facture
people-which = Lesquels
people-all-plans = Toutes les formules
people-teams = Équipes
people-import = Import
people-export = Exporter en CSV
people-waiting = En attente de vous
people-waiting-what = Ils se sont inscrits et deviennent membres dès que vous confirmez.
people-nobody-like = Personne ne correspond. <a>Afficher tous les membres</a>
people-stage-today = Membres aujourd’hui
people-stage-former = Anciens membres
people-stage-all = Tout le monde
people-name = Nom
people-email = E-mail
people-member = Membre
people-very-many = Plus de 10 000

## One member

people-person = Personne
people-connected = Relié à un compte.
people-make-link = Créer un lien d’invitation
people-edit = Modifier
people-cards = Cartes pour l’entrée
people-then = Ensuite : { $plan } à partir du { $day }
people-paid-for = Payé par <a>{ $name }</a>
people-no-invoices = Aucune pour l’instant.
people-pays-with = Payées avec { $method }, débitées à l’échéance.
people-charges = Frais et avoirs
people-new-invoice = Nouvelle facture
people-invoice-of = { $number } du { $day }

## Notes, fields, passes and what happened

people-notes = Notes
people-no-notes = Aucune pour l’instant. Le membre ne les voit pas.
people-on-top = En haut
people-delete-note = Supprimer<hidden> la note de { $about }</hidden>
people-a-note = Une note
people-keep-on-top = La garder en haut
people-note-it = Noter
people-files = Fichiers
people-no-files = Aucun pour l’instant : contrats, copies de papiers. Le membre ne les voit pas.
people-a-file = Un fichier
people-file-size = 10 Mio au plus.
people-attach = Joindre
people-delete-file = Supprimer<hidden> { $file }</hidden>
people-delete-for-good = Supprimer définitivement<hidden> : { $file }</hidden>
people-kilobytes = { $size } ko
people-megabytes = { $size } Mo
people-more-about = En savoir plus sur { $name }
people-answers = Réponses à l’inscription
people-passes = Pass journée
people-no-passes = Il n’en reste aucun.
people-passes-left = Restants : { $count }
people-take-away = Retirer<hidden> { $pass }, { $about }</hidden>
people-give-passes = Donner des pass
people-pass-kind = Sorte
people-charge-passes = Au prix de la formule, sur la prochaine facture
people-give = Les donner
people-pass-no-end = sans fin
people-pass-until = jusqu’au { $when }
people-visits = À l’espace, 90 derniers jours
people-no-visits = Pas une seule fois.
people-happened = Ce qui s’est passé

## Who somebody is, and where bills go

people-edit-name = Modifier { $name }
people-as-written = Ou telle qu’elle a été écrite
people-as-written-hint = Remplace rue, code postal et ville.
people-address-problem = L’adresse { $problem }.
people-bills = Factures
people-billing-emails = Adresses e-mail pour les factures
people-billing-emails-hint = Séparées par des virgules ; vide : celle du dessus
people-charge-taxes = Les taxes sont facturées
people-next-invoice-hint = La déplacer déplace toutes les suivantes
people-delete = Supprimer définitivement
people-delete-what = Formules, notes et réservations à venir disparaissent ; les réservations passées restent sans nom, et les factures telles qu’elles ont été écrites. Pour un simple départ, résiliez plutôt l’adhésion. C’est irréversible.
people-delete-name = Supprimer { $name }

## Charges and credits

people-charges-of = Frais de { $name }
people-on-next = Sur la prochaine facture
people-no-charges = Rien. Formules et réservations sont facturées d’elles-mêmes ; notez ici ce qui s’y ajoute une fois, comme des impressions ou une clé, ou rendez quelque chose.
people-charge-back = Retirer<hidden> { $title }</hidden>
people-bill-now = Les facturer maintenant
people-put-down = Noter quelque chose
people-charge-what = Quoi
people-charge-many = Combien
people-charge-each = Chacun, HT
people-charge-tax = Taxe, %
people-charge-tax-hint = Vide : comme d’habitude
people-charge-credit = Un avoir : le membre le récupère
people-charge-day = Jour
people-put-it-down = Noter
people-charge-net = { $amount } HT
people-charge-net-credit = { $amount } HT, un avoir
