# What a space wants to know of its members.

## Questions on sign-up

asking-questions = Questions à l’inscription
asking-new = Nouvelle question
asking-edit = Modifier une question
asking-order = Posées dans cet ordre
asking-none = Aucune. À l’inscription, on demande le nom, l’adresse et la formule ; ajoutez ici ce que vous voulez savoir d’autre, par exemple sur quoi la personne travaille. Les réponses figurent sur la page du membre.
asking-with-options = { $kind } : { $options }
asking-must = { $what }, réponse obligatoire
asking-question = Question
asking-answered-by = Type de réponse
asking-kind-problem = Le type de réponse { $problem }.
asking-kind-line = Une ligne
asking-kind-lines = Plusieurs lignes
asking-kind-choice = Un choix parmi plusieurs
asking-kind-checkbox = Oui ou non
asking-kind-day = Un jour
asking-choices = Choix possibles
asking-choices-hint = Un par ligne ; seulement pour « Un choix parmi plusieurs ».
asking-choices-problem = La liste des choix { $problem }.
asking-required = Réponse obligatoire
asking-delete = Supprimer la question
asking-delete-what = Toutes ses réponses disparaissent avec elle.

## Fields of its own

asking-fields = Champs personnalisés
asking-fields-what = Ce que vous notez pour chaque membre, comme un casier ou une clé. Les membres ne le voient pas.
asking-all-fields = Champs
asking-field = Champ { $number }
asking-fields-emptied = Une ligne vide supprime son champ, avec tout ce qu’il contient.
