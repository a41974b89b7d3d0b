# Words that lower a price.
discounts-title = Codes de remise
discounts-new = Nouveau code
discounts-order = Les plus anciens d’abord
discounts-none = Aucun pour le moment. Qui saisit un code à l’inscription ou en réservant comme visiteur paie moins.
discounts-keeps = Qui l’a déjà utilisé garde son prix.
discounts-code = Code
discounts-code-hint = Ce que l’on saisit ; majuscules ou minuscules, peu importe
discounts-name = Nom, pour les admins
discounts-name-hint = Vide : le code
discounts-less = Remise
discounts-in = En
discounts-percent = pour cent
discounts-on = Sur
discounts-of-plans = formules des nouveaux membres
discounts-of-visitors = réservations de visiteurs
discounts-only-plans = Seulement sur ces formules
discounts-only-plans-hint = Aucune : sur toutes.
discounts-months = Pour combien de mois
discounts-months-hint = Seulement sur les formules ; vide : sans limite
discounts-first-day = Premier jour
discounts-last-day = Dernier jour
discounts-most = Combien de fois il peut servir
discounts-most-hint = Vide : sans limite
discounts-delete = Supprimer le code
discounts-delete-what = Plus personne ne peut l’utiliser ; qui l’a utilisé garde son prix.

## In the list

discounts-percentage = { $value } %
discounts-less-plans = { $less } de remise sur les formules
discounts-less-months = { $less } de remise sur les formules pendant { $months } mois
discounts-less-visitors = { $less } de remise sur les réservations de visiteurs
discounts-used = utilisé { $count } fois
discounts-used-of = utilisé { $count } fois sur { $most }
discounts-until = jusqu’au { $day }
