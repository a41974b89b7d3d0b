# Articles to read, and questions to those who run the space.

help-help = Aide
help-ask = Poser une question
help-write = Rédiger des articles
help-read = À lire
help-general = En général
help-questions = Questions
help-which = Lesquelles
help-all = Toutes
help-open-ones = Ouvertes
help-closed-ones = Fermées
help-open = Ouverte
help-closed = Fermée
help-none-asked = Aucune question pour l’instant. Ce que vous écrivez parvient à ceux qui gèrent { $space } ; la réponse vient par e-mail et figure ici.
help-none = Il n’y en a pas.
help-pages = Pages
help-newer = Plus récentes
help-older = Plus anciennes
help-you = vous
help-asked = { $who }, { $when }
help-asked-for-all = { $who }, { $when } · visible par tous les membres

## An article

help-changed = Dernière modification : { $day }
help-still = Encore une question ? <a>Posez-la</a>

## A question

help-seen-by-all = Tous les membres voient ceci.
help-your-answer = Votre réponse
help-answer = Répondre
help-answer-and-reopen = Répondre et rouvrir
help-settled = C’est réglé
help-reopen = Rouvrir
help-in-short = En bref
help-in-short-hint = Le chauffage est froid
help-what-about = De quoi il s’agit
help-for-all = Tous les membres peuvent le voir, car cela les concerne aussi
help-send = Envoyer
help-not-now = Pas maintenant
