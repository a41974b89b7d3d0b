# What a space sets: its name and region, and what members may do.
settings-of = Paramètres de { $space }
settings-look-only = Vous pouvez voir les paramètres de l’espace, pas les modifier.

## The page of all settings

settings-the-space = L’espace
settings-space = Nom, contact et horaires d’ouverture
settings-space-about = Ce que les visiteurs apprennent, et où vous êtes.
settings-region = Région, prix et taxes
settings-region-about = Pays, fuseau horaire, monnaie, taxes par nom, prix TTC ou HT.
settings-domain = Votre propre domaine
settings-domain-about = Vos pages à une adresse qui est la vôtre, par exemple members.example.org.
settings-look = Apparence
settings-look-about = La couleur de vos pages.
settings-home = Page d’accueil et widgets
settings-home-about = Ce que les visiteurs voient d’abord, et des parties sur votre propre site.
settings-tablets = Tablettes
settings-tablets-about = Écrans aux portes, et arrivée à l’entrée.
settings-members = Membres
settings-rules = Ce que les membres peuvent faire
settings-rules-about = Répéter des réservations, résilier et changer de formule eux-mêmes, jours de facturation.
settings-questions = Questions à l’inscription
settings-questions-about = Ce que vous voulez savoir de ceux qui s’inscrivent.
settings-fields = Champs personnalisés
settings-fields-about = Ce que vous notez de chaque membre.
settings-terms = Conditions générales
settings-terms-about = Ce que les membres acceptent, mentions légales et confidentialité.
settings-money = Argent
settings-invoicing = Facturation
settings-invoicing-about = Numéros, délais de paiement, envoi, relances, comptes.
settings-providers = Prestataires de paiement
settings-providers-about = Cartes et prélèvements par Stripe ou PayPal.
settings-debits = Prélèvements
settings-debits-about = Mandats, et fichiers pour votre banque.
settings-codes = Codes de remise
settings-codes-about = Un prix réduit pour qui connaît un mot.
settings-products = Options pour les réservations
settings-products-about = Café, traiteur, un vidéoprojecteur.
settings-sayings = Ce que vous dites
settings-announcements = Annonces
settings-announcements-about = Des nouvelles pour les membres, sur leur page et par e-mail.
settings-emails = E-mails
settings-emails-about = Les textes des e-mails envoyés pour vous.
settings-articles = Articles
settings-articles-about = Des réponses dans votre assistance.
settings-programs = Personnes et programmes
settings-admins = Qui gère l’espace
settings-admins-about = Admins, leurs droits, un deuxième facteur.
settings-webhooks = Webhooks
settings-webhooks-about = Dire à d’autres programmes ce qui se passe.

## Name, contact and opening hours

settings-address-stays = Son adresse est <a>{ $site }</a> et le reste.
settings-what-it-is = Ce que c’est
settings-what-it-is-hint = Sur la page d’accueil.
settings-email = Adresse e-mail de l’espace
settings-email-hint = Les réponses aux e-mails des membres y arrivent
settings-contact-email = Adresse e-mail pour les visiteurs
settings-contact-email-hint = Vide : la même
settings-where = Où il se trouve
settings-one-line = En une ligne
settings-one-line-hint = Comme les visiteurs le voient : 1 quai du Port, Marseille
settings-street-hint = Ceci et ce qui suit figure sur les factures
settings-state = Région
settings-hours = Horaires d’ouverture
settings-hours-what = Pour les visiteurs ; un jour sans horaires est fermé.
settings-hours-from = De
settings-hours-to = À
settings-hours-problem = Le { $day } { $problem }.

## A domain of its own

settings-domain-what = L’espace a l’adresse <a>{ $site }</a> et la garde. Donnez-lui ici une seconde adresse qui est la vôtre, par exemple members.example.org.
settings-domain-host = Le domaine
settings-domain-host-hint = Sans https://, par exemple members.example.org
settings-domain-use = Utiliser ce domaine
settings-domain-problem = { $host } { $problem }.
settings-domain-waits = En attente : il n’a pas encore été constaté qu’il mène ici.
settings-domain-record = Créez cet enregistrement DNS là où le domaine est géré, et supprimez les autres enregistrements de ce nom.
settings-domain-record-region = L’enregistrement DNS
settings-domain-record-type = Type
settings-domain-record-name = Nom
settings-domain-record-value = Valeur
settings-domain-apex = Un domaine sans rien devant, par exemple example.org, ne peut pas avoir de CNAME. Donnez-lui les enregistrements A et AAAA de { $host }.
settings-domain-then = Il peut falloir quelques heures pour que cela soit connu partout. Vérifiez ensuite ici ; dès lors, vos pages s’y trouvent aussi.
settings-domain-check = Vérifier maintenant
settings-domain-works = Fonctionne depuis le { $day } : <a>{ $host }</a>
settings-domain-works-what = Les e-mails et les liens y mènent. On se connecte à chaque adresse séparément, et une clé d’accès vaut pour l’adresse où elle a été ajoutée.
settings-domain-remove = Supprimer le domaine
settings-domain-remove-what = Les liens vers { $host } ne mènent alors plus nulle part ; vos pages restent à { $site }. Supprimez aussi l’enregistrement DNS : tant qu’il mène ici, un autre espace pourrait prendre le domaine.

## Region, prices and taxes

settings-region-legend = Région
settings-country-problem = Le pays { $problem }.
settings-locale = Langue et région
settings-locale-hint = Comme fr-FR ou en : la façon d’écrire dates et montants
settings-zone = Fuseau horaire
settings-zone-hint = Comme Europe/Paris, ou le nom d’une ville. Les réservations gardent leur instant.
settings-times-written = Les heures s’écrivent
settings-prices = Prix
settings-currency = La monnaie est { $currency }.
settings-prices-shown = Les prix sont affichés
settings-without-taxes = hors taxes
settings-with-taxes = toutes taxes comprises
settings-prices-shown-hint = Le montant affiché est celui, exact, des factures.
settings-decimals = Décimales des prix
settings-decimals-hint = 0 à 6
settings-taxes = Taxes sur ce que vous vendez
settings-taxes-what = Toutes s’ajoutent au même montant HT. Ce qui est déjà vendu garde ses taxes. Sans aucune ligne, rien ne s’ajoute.
settings-tax = Taxe { $number }
settings-tax-example = TVA
settings-percent = Pour cent
settings-tax-name-problem = Le nom { $problem }.
settings-tax-rate-problem = Le taux { $problem }.
settings-more = Plus
settings-own-rates = Formules, salles et options peuvent avoir leur propre taux de taxe

## What members may do

settings-bookings = Réservations
settings-repeat = Les membres peuvent faire des réservations qui se répètent
settings-edit-started = Les membres peuvent modifier des réservations déjà commencées
settings-hide = Les membres voient seulement quand une salle est prise, pas par qui
settings-membership = Adhésion
settings-confirm = Je confirme chaque inscription, quelle que soit la formule
settings-change-plan = Les membres peuvent changer de formule eux-mêmes
settings-cancel = Les membres peuvent résilier eux-mêmes
settings-invoice-day = Jour du mois pour les factures des nouveaux membres
settings-invoice-day-hint = 1 à 28 ; vide : le jour où l’adhésion a commencé
