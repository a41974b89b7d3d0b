# Plans, for those who offer them.
plans-title = Formules de { $space }
plans-all = Formules
plans-make = Créer une formule
plans-none = Il n’y en a pas. Une formule dit ce que coûte une adhésion et ce qu’elle comprend ; on s’inscrit à l’une d’elles.
plans-new = Nouvelle formule
plans-later = Les membres actuels gardent ce qu’ils ont ; les changements valent pour ceux qui adhèrent ou passent à cette formule ensuite.
plans-price = Prix, HT
plans-months = Pour combien de mois
plans-months-hint = 1 est une formule payée chaque mois
plans-notice = Préavis, jours
plans-commitment = Durée minimale, mois
plans-hidden = Masquée : seul qui a le lien peut s’y inscrire
plans-approve = Je confirme chaque nouveau membre
plans-for-teams = Pour les équipes : un prix, quel que soit le nombre de membres
plans-inside = Options, pass journée, crédits et salles
plans-no-longer = Ne plus la proposer

## What is in a plan

plans-parts-title = Ce que comprend { $plan }
plans-not-saved = Rien n’a été enregistré.
plans-take-out = Retirer<hidden> { $name }</hidden>
plans-add-it = Ajouter
plans-extras = Options
plans-extras-what = Un casier, une place de parking : ce qui peut s’ajouter à la formule et se facture avec elle. Un prix négatif est une remise permanente.
plans-extras-add = Ajouter une option
plans-extra-about =
    { $months ->
        [one] { $price } HT par mois
       *[other] { $price } HT pour { $months } mois
    }
plans-passes = Pass journée
plans-passes-what = Ce dont un membre a besoin pour s’enregistrer quand la formule ne vaut pas tous les jours.
plans-passes-add = Ajouter un type de pass
plans-included = Inclus
plans-included-hint = Par mois ; vide : aucun, ils s’achètent
plans-one-more = Un de plus, HT
plans-last = Validité des pass achetés, jours
plans-last-hint = Vide : sans limite
plans-weekly = Ils reviennent chaque semaine au lieu de chaque mois
plans-good-at = Quand ils sont valables
plans-good-at-hint = Par exemple mon-fri 9-18, ou 2h à partir de l’arrivée ; vide : toute la journée
plans-pass-month = { $count } par mois inclus
plans-pass-week = { $count } par semaine inclus
plans-pass-more = un de plus à { $price } HT
plans-pass-last =
    { $days ->
        [one] pass achetés valables { $days } jour
       *[other] pass achetés valables { $days } jours
    }
plans-credits = Crédits pour les salles
plans-credits-what = Des heures ou un montant inclus chaque mois pour certaines salles.
plans-credits-add = Ajouter des crédits
plans-hours = Heures par mois
plans-or-amount = Ou un montant, HT
plans-hour-more = Une heure de plus, HT
plans-hour-more-hint = Vide : le prix de la salle
plans-for-rooms = Pour ces salles
plans-add-them = Ajouter
plans-credit-hours = { $hours } h par mois
plans-credit-amount = { $amount } par mois
plans-credit-then = puis { $price } HT de l’heure
plans-signup = À l’inscription
plans-signup-what = { $name } : { $amount } HT, une seule fois, sur la première facture.
plans-signup-none = Il n’y a pas de frais uniques.
plans-signup-add = Facturer des frais uniques
plans-what-for = Pour quoi
plans-amount = Montant, HT
plans-amount-hint = { $currency } ; vide ou 0 : rien
plans-signup-name = Frais d’inscription
plans-rooms = Salles que ses membres peuvent réserver
plans-only-these = Seulement celles-ci
plans-rooms-hint = Aucune cochée : toutes celles qui ne sont pas masquées.
