# Teams with a plan.

teams-title = Équipes de { $space }
teams-members = Membres
teams-teams = Équipes
teams-make = Créer une équipe
teams-none = Il n’y a pas encore d’équipe. Une équipe a une formule, autant de sièges qu’elle en paie, et une seule facture pour tout ce que ses membres utilisent.
teams-pages = Pages
teams-before = Précédentes
teams-more = Suivantes
teams-one-pays = Un membre paie pour les autres
teams-seat-count =
    { $count ->
        [one] { $count } siège
       *[other] { $count } sièges
    }
teams-seats-until =
    { $count ->
        [one] { $count } siège, jusqu’au { $day }
       *[other] { $count } sièges, jusqu’au { $day }
    }

## A new one

teams-needs-plan = Une équipe a besoin d’une formule pour équipes, et il n’y en a pas encore. <a>Créez-en une</a> et cochez qu’elle est pour les équipes.
teams-name = Nom
teams-seats = Sièges
teams-seats-hint = Le nombre maximal de membres
teams-plan = Formule
teams-plan-problem = La formule { $problem }.
teams-first-day = Premier jour
teams-company = Entreprise sur la facture
teams-company-hint = Vide : le nom de l’équipe
teams-street = Rue et numéro
teams-post-code = Code postal
teams-city = Ville
teams-mailed-where = Où les factures sont envoyées
teams-not-mailed = Vide : elles ne sont pas envoyées
teams-discount = Code de remise
teams-make-it = Créer
teams-not-now = Pas maintenant

## One team

teams-leaving = Départ prévu
teams-seats-taken = { $taken } sièges occupés sur { $seats }
teams-manager = Responsable
teams-until = jusqu’au { $day }
teams-no-manager = Ne plus être responsable
teams-make-manager = Nommer responsable
teams-take-out = Retirer
teams-ends-today = L’adhésion de { $name } se termine aujourd’hui.
teams-take-out-name = Retirer { $name }
teams-nobody = Personne encore. Le premier ajouté devient responsable et peut ajouter les autres.
teams-add-somebody = Ajouter quelqu’un
teams-email = Adresse e-mail
teams-invitation = Une invitation y est envoyée.
teams-add = Ajouter
teams-then = Ensuite : { $plan }
teams-one-invoice = Une seule facture pour la formule et pour tout ce qui est utilisé. La prochaine : { $day }.
teams-change-plan = Modifier la formule
teams-new-plan = Nouvelle formule
teams-from = À partir du
teams-from-hint = Vide : dès le prochain renouvellement.
teams-change-it = Modifier
teams-ends-on = L’équipe se termine le { $day }.
teams-end = Mettre fin à l’équipe
teams-all-leave = Tous ceux qui en font partie partent avec elle.
teams-all-leave-then = Tous ceux qui en font partie partent avec elle, le premier jour qui respecte préavis et engagement.
teams-last-day = Dernier jour
teams-last-day-hint = Vide : le premier jour qui respecte préavis et engagement.
teams-end-it = Y mettre fin
teams-invoices = Factures
teams-mailed = Où elles sont envoyées
teams-mailed-hint = Des adresses séparées par des virgules. Vide : elles ne sont pas envoyées.
teams-save = Enregistrer
teams-no-name = Sans nom
teams-plan-from = { $plan } à partir du { $day }
