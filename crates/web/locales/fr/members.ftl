# The directory of members, one's own profile, passes and team.

## The directory

members-title = Membres de { $space }
members-members = Membres
members-search-what = Nom, entreprise ou activité
members-search = Chercher
members-own-profile = Votre profil
members-search-problem = La recherche { $problem }.
members-none = Personne n’a encore publié de profil.
members-be-first = <a>Commencez</a>.
members-none-found = Personne ne parle de « { $query } ».
members-found =
    { $count ->
        [one] { $count } trouvé
       *[other] { $count } trouvés
    }
members-pages = Pages
members-before = Précédents
members-more = Suivants
members-somebody = Un membre

## A profile

members-not-published = Vous seul et ceux qui gèrent { $space } voyez ce profil.
members-change-profile = Modifier votre profil
members-found-at = Où le trouver
members-mail = E-mail
members-saved = Enregistré. <a>Le voir comme les autres</a>
members-published = Les autres membres le voient dans l’annuaire
members-about-me = À propos de moi
members-about-me-hint = Ce que vous faites, et ce qu’on peut vous demander
members-company = Entreprise
members-pronouns = Pronoms
members-location = Où vous trouver
members-location-hint = Deuxième étage, près de la fenêtre
members-email = Adresse e-mail
members-phone = Téléphone
members-website = Site web
members-birthday = Anniversaire
members-birthday-hint = Seuls ceux qui gèrent l’espace le voient.
members-save = Enregistrer
members-directory = L’annuaire

## Passes and credits

members-passes-and-credits = Pass et crédits
members-passes = Pass
members-no-passes = Vous n’en avez pas. Si votre formule en demande un pour entrer, il est utilisé à votre arrivée.
members-credits = Crédits de ce mois
members-no-credits = Votre formule n’en a pas.
members-buy-passes = Acheter des pass
members-which = Lesquels
members-pass-kind-problem = Le type de pass { $problem }.
members-how-many = Combien
members-number-problem = Le nombre { $problem }.
members-buy = Acheter
members-pay-with-invoice = Vous payez avec votre prochaine facture.
members-visits = Vos visites
members-your-membership = Votre adhésion
members-pass-in-plan = dans votre formule
members-pass-bought = acheté
members-pass-given = offert
members-pass-forever = sans limite de temps
members-until = jusqu’au { $day }
members-each-from = { $price } l’unité à partir de { $count }
members-never-expires = sans expiration
members-good-for =
    { $count ->
        [one] valable { $count } jour
       *[other] valables { $count } jours
    }
members-passes-yours = Ils sont à vous. Ils seront sur votre prochaine facture.
members-visit-with = { $when }, avec { $guest }
members-with-pass = avec un pass

## The own team

members-team = Votre équipe
members-no-team = Vous ne faites partie d’aucune équipe. Ceux qui gèrent { $space } réunissent les membres qui ont la même formule ou la même facture.
members-shared = Vous partagez les pass et les crédits.
members-you = { $name } (vous)
members-manage-team = Gérer l’équipe
members-manages = gère l’équipe
members-pays = paie pour les autres
