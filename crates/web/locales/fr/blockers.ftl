# Times at which nobody books.
blockers-title = Périodes bloquées
blockers-new = Bloquer une période
blockers-title-hint = Ce que lisent les membres, par exemple : Fermé pendant les fêtes
blockers-who = Qui ne peut pas réserver alors
blockers-members = Membres
blockers-visitors = Visiteurs
blockers-passes = Acheteurs de pass journée
blockers-what = Ce qui est bloqué
blockers-all = Toutes les salles et tous les bureaux, futurs compris
blockers-some = Ou seulement certains, si la case ci-dessus n’est pas cochée
blockers-rooms-problem = Les salles : { $problem }.
blockers-open = Autoriser de nouveau les réservations
blockers-gone = Le blocage disparaît aussitôt.
blockers-lead = Pendant une période bloquée, membres et visiteurs ne peuvent pas réserver. Les réservations existantes restent, et vous pouvez réserver malgré tout.
blockers-none = Rien n’est bloqué à partir d’aujourd’hui. C’est fait pour les jours fériés, le ménage et les travaux.
blockers-sooner = Plus tôt
blockers-later = Plus tard
blockers-all-rooms = toutes les salles
blockers-rooms =
    { $count ->
        [one] { $count } salle
       *[other] { $count } salles
    }
blockers-for-members = membres
blockers-for-visitors = visiteurs
blockers-for-passes = pass journée
blockers-about = { $when } · { $rooms } · pour { $whom }
