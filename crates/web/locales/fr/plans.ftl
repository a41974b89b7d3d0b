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
