# An application asks, a person answers.

## The question

oauth-asks = { $name } demande un accès
oauth-let-in = Autoriser <em>{ $name }</em> ?
oauth-more = Elle a déjà accès à votre compte et demande plus. Elle pourrait aussi :
oauth-able-to = Elle pourrait :
oauth-here-only = Elle est affichée sur cette page et agirait pour vous ici, dans { $space } seulement. Elle pourrait :
oauth-never-more = Elle ne peut jamais faire plus que vous. Vous pouvez revenir là-dessus à tout moment dans votre compte.
oauth-allow = Autoriser
oauth-deny = Ne pas autoriser
oauth-signed-in = Vous êtes connecté en tant que { $email }. Vous continuerez vers <strong>{ $destination }</strong>.
oauth-about = À propos de l’application :
oauth-not-let-in = Cette application n’a pas encore été autorisée. Ouvrez d’abord sa page.

## Those who are not members

oauth-stranger = Vous n’êtes pas membre de { $space }
oauth-stranger-why = <em>{ $name }</em> veut vous connaître comme membre de { $space }, mais { $email } n’a pas d’adhésion en cours ici. Rien n’a été transmis.
oauth-back-to = Retour à { $name }

## Signing out

oauth-sign-out = Se déconnecter
oauth-sign-out-ask = Se déconnecter ?
oauth-signed-in-as = Vous êtes connecté en tant que { $email }.
oauth-stay = Rester
oauth-signed-out = Vous êtes déconnecté
oauth-to-start = <a>Aller à la page d’accueil.</a>

## What cannot be answered

oauth-refused-title = Ce n’est pas possible
oauth-refused = Cette demande ne peut pas aboutir
oauth-refused-why = L’application qui vous a envoyé ici a fait une erreur, nous ne vous y renvoyons donc pas. Rien n’a été transmis.
oauth-for-developer = Pour son développeur : <code>{ $code }</code>, { $description }.

## What it could do: headings

oauth-who = Qui vous êtes
oauth-people = Personnes
oauth-bookings = Réservations et salles
oauth-money = Argent
oauth-space = L’espace
oauth-everything = Tout

## What it could do

oauth-know-at = Vous reconnaître, et voir votre nom, votre photo et votre numéro de téléphone en tant que membre de { $space }
oauth-know = Vous reconnaître quand vous revenez
oauth-see-email = Voir votre adresse e-mail
oauth-see-profile = Voir votre profil
oauth-sign-in = Connecter votre navigateur à votre compte
oauth-team = Voir et modifier l’équipe que vous gérez
oauth-see-all = Voir tout ce que vous pouvez voir, dans tous vos espaces
oauth-change-all = Modifier tout ce que vous pouvez modifier, dans tous vos espaces
oauth-see-account = Voir votre compte et les espaces dont vous faites partie
oauth-change-account = Modifier votre compte
oauth-cards = Voir et modifier les cartes qui ouvrent les portes
oauth-menu = Ajouter des pages au menu de l’espace
oauth-see = Voir { $what }
oauth-make = Créer { $what }
oauth-make-and-change = Créer et modifier { $what }
oauth-use = Utiliser { $what }

## With what

oauth-thing-accounting-codes = les codes comptables
oauth-thing-activities = les activités
oauth-thing-admins = les admins de l’espace
oauth-thing-allocations = les affectations
oauth-thing-announcements = les annonces
oauth-thing-answers = les réponses des membres aux questions
oauth-thing-articles = les articles pour les membres
oauth-thing-booking-credits = les crédits de réservation
oauth-thing-booking-passes = les pass de réservation
oauth-thing-bookings = les réservations
oauth-thing-email-texts = les textes des e-mails
oauth-thing-calendar-blockers = les périodes où rien ne peut être réservé
oauth-thing-charges = les frais ponctuels
oauth-thing-check-ins = qui est dans l’espace
oauth-thing-contacts = les contacts
oauth-thing-cost-centers = les centres de coûts
oauth-thing-custom-fields = les champs personnalisés
oauth-thing-customers = le compte de l’espace auprès de la plateforme
oauth-thing-discount-codes = les codes de remise
oauth-thing-discounts = les remises
oauth-thing-drop-in-pass-purchases = les achats de pass journée
oauth-thing-drop-in-pass-templates = les types de pass journée
oauth-thing-drop-in-passes = les pass journée
oauth-thing-event-attendances = les participations aux événements
oauth-thing-event-messages = les messages des événements
oauth-thing-event-ticket-purchases = les achats de billets
oauth-thing-events = les événements
oauth-thing-external-bookings = les réservations de personnes qui ne sont pas membres
oauth-thing-external-resources = ce que des personnes non membres peuvent réserver
oauth-thing-guest-accounts = les comptes d’invités
oauth-thing-invitations = les invitations
oauth-thing-invoice-reminders = les relances
oauth-thing-invoice-settings = les paramètres de facturation
oauth-thing-invoices = les factures
oauth-thing-issues = ce que les membres ont signalé
oauth-thing-membership-notes = les notes sur les membres
oauth-thing-membership-payment-method = le moyen de paiement d’un membre
oauth-thing-membership-picture = les photos des membres
oauth-thing-membership-profiles = les profils des membres
oauth-thing-memberships = les adhésions et leurs formules
oauth-thing-navigation-links = le menu de l’espace
oauth-thing-password-resets = les réinitialisations de mot de passe
oauth-thing-payment-methods = les moyens de paiement
oauth-thing-payment-records = les paiements enregistrés
oauth-thing-payments = les paiements
oauth-thing-plan-extras = les options des formules
oauth-thing-plans = les formules
oauth-thing-products = les produits
oauth-thing-published-membership-profiles = les profils que les membres montrent aux autres
oauth-thing-questions = les questions
oauth-thing-resource-categories = les types de ressources
oauth-thing-resources = les salles, bureaux et autres ressources
oauth-thing-revenue-accounts = les comptes de produits
oauth-thing-single-page-apps = les pages d’applications dans l’espace
oauth-thing-space-billing-details = les coordonnées de facturation de l’espace
oauth-thing-space-payment-method = le moyen de paiement de l’espace
oauth-thing-space-profiles = les profils publics des espaces
oauth-thing-space-subscriptions = ce que l’espace paie pour la plateforme
oauth-thing-spaces = vos espaces
oauth-thing-subscriptions = à qui les événements de l’espace sont envoyés
oauth-thing-team-member = les membres des équipes
oauth-thing-teams = les équipes
oauth-thing-terms-approvals = les conditions acceptées
oauth-thing-time-passes = les pass
oauth-thing-urls = les adresses de pages
