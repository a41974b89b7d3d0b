# The start page of the platform, and making a space there.

home-title = Kontor, la plateforme des espaces de coworking
home-main = Navigation principale
home-developers = Développeurs
home-one-place = Un seul lieu pour les membres, les salles et les formules
home-what = Ce serveur fait tourner Kontor : des espaces de coworking y gèrent leurs membres, leurs formules et leurs réservations. Chaque espace a sa propre adresse, et tout ce qu’il contient peut être lu et modifié par deux API web.
home-looking = Vous cherchez votre espace ?
home-looking-where = Ses pages se trouvent à son propre nom : <code>{ $example }</code>.
home-running = Vous gérez un espace ?
home-running-how = <a>Créez votre propre espace</a> : une adresse, une formule, une salle, et les membres peuvent réserver.
home-building = Vous développez quelque chose ?
home-building-where = Le <a>portail des développeurs</a> contient la référence des deux API et le document OpenAPI.

## A space of one's own

home-new-title = Votre propre espace
home-new-what = Il reçoit une adresse, des pages pour les membres et les visiteurs, et vous comme personne qui le gère. Tout pourra être modifié plus tard, sauf l’adresse.
home-new-name = Nom de l’espace
home-new-subdomain = Adresse
home-new-owner = Votre nom
home-new-owner-hint = Tel que les autres admins le voient
home-new-country = Pays
home-new-country-hint = La devise, le fuseau horaire et la langue en découlent
home-new-zone = Fuseau horaire
home-new-zone-hint = Par exemple Europe/Berlin ; vide : celui du pays
home-new-tax = Taxe, en pour cent
home-new-tax-hint = Sur ce que vous vendez, par exemple 19 ; vide : aucune
home-new-make = Créer
