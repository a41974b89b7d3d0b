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

## A plan changes for those who are on it

plans-update = Modifier pour les membres actuels
plans-update-title = Modifier { $plan } pour les membres actuels
plans-update-lead = Chaque membre a une copie de la formule telle qu’elle était à son arrivée. Vous modifiez ici ces copies : vous voyez d’abord ce qui arriverait et à qui, et rien ne change avant que vous ne le disiez.
plans-update-none = Personne n’a cette formule.
plans-update-what = Ce qui change
plans-update-what-problem = Ce qui change { $problem }.
plans-update-price = Le prix seul
plans-update-price-hint =
    { $months ->
        [one] { $currency } par mois. Qui paie à un autre rythme ou dans une autre devise est laissé de côté.
       *[other] { $currency } pour { $months } mois. Qui paie à un autre rythme ou dans une autre devise est laissé de côté.
    }
plans-update-access = Les salles seules
plans-update-which-rooms = Les salles qu’ils pourront réserver
plans-update-plan = Tout : la formule telle qu’elle est maintenant
plans-update-plan-hint = Maintenant { $price }. Ce que vous avez modifié pour certains membres disparaît. Les options restent si la formule les a encore, les remises de codes aussi.
plans-update-when = À partir de quand
plans-update-when-problem = Le jour { $problem }.
plans-update-renewal = Le prochain renouvellement de chaque membre
plans-update-day = Un jour pour tous
plans-update-date = Jour
plans-update-next = Prochaine facture
plans-update-next-hint = Vide : le jour habituel. Sinon l’un des 28 premiers jours d’un mois, à partir de ce jour. Rien n’est calculé au prorata.
plans-update-commitment = La durée minimale de la formule recommence avec la modification.
plans-update-who = Qui
plans-update-who-problem = Membres : { $problem }.
plans-update-all =
    { $count ->
        [one] Le seul membre qui a cette formule
       *[other] Les { $count } qui ont cette formule
    }
plans-update-some = Seulement ceux qui sont cochés
plans-update-members = Membres
plans-update-one-page = Seul compte ce qui est coché sur cette page.
plans-update-preview = Voir ce qui arriverait
plans-update-earlier = Modifications précédentes
plans-update-state-draft = vous attend
plans-update-state-running = en cours
plans-update-state-done = terminé
plans-update-state-failed = interrompu
plans-update-becomes =
    { $months ->
        [one] Le prix devient { $price } HT par mois.
       *[other] Le prix devient { $price } HT pour { $months } mois.
    }
plans-update-may-book = Salles que les membres pourront réserver : { $rooms }.
plans-update-all-rooms = toutes celles qui ne sont pas masquées
plans-update-as-it-is = Ils reçoivent la formule telle qu’elle était alors proposée : { $price }.
plans-update-with-renewal = Cela commence au prochain renouvellement de chaque membre.
plans-update-from-day = Cela commence le { $day }.
plans-update-from-day-next = Cela commence le { $day } ; la facture suivante est du { $next }.
plans-update-draft = Voici ce qui arriverait ; rien n’a encore changé.
plans-update-would =
    { $count ->
        [one] { $count } membre changerait.
       *[other] { $count } membres changeraient.
    }
plans-update-nobody = Rien ne changerait pour personne.
plans-update-left =
    { $count ->
        [one] { $count } est laissé de côté.
       *[other] { $count } sont laissés de côté.
    }
plans-update-carry-out = Exécuter
plans-update-forget = Abandonner
plans-update-running = Modification des formules
plans-update-of = { $done } sur { $all }
plans-update-progress = Progression
plans-update-load-again = <a>Recharger de nouveau cette page automatiquement</a> Vous pouvez la quitter ; le travail continue.
plans-update-loads-itself = Cette page est rechargée toutes les deux secondes. <a>Arrêter</a> Vous pouvez la quitter ; le travail continue.
plans-update-done = Terminé
plans-update-changed =
    { $count ->
        [one] { $count } membre a été modifié.
       *[other] { $count } membres ont été modifiés.
    }
plans-update-announce = Personne ne reçoit d’e-mail à ce sujet. <a>Écrire une annonce</a>
plans-update-who-would = Pour qui cela changerait
plans-update-member = Membre
plans-update-from = À partir du
plans-update-before = Jusqu’ici
plans-update-then = Ensuite
plans-update-left-out = Qui est laissé de côté
plans-update-why = Pourquoi
plans-update-left-ends = L’adhésion se termine avant.
plans-update-left-scheduled = Un autre changement est prévu, et il y en a un au plus. Modifiez ce membre à la main.
plans-update-left-unchanged = Rien ne serait différent.
plans-update-left-plan = A maintenant une autre formule.
plans-update-left-cycle = Paie pour un autre nombre de mois à la fois.
plans-update-left-currency = Paie dans une autre devise.
plans-update-left-billed = Des factures existent déjà jusqu’à un jour postérieur à celui de la prochaine.
plans-update-delete-report = Supprimer ce rapport
plans-update-stays = Ce qui a été modifié reste.
