# What stands around every page, and pages that tell of errors.

## Around each page

frame-skip = Aller au contenu
frame-served = Propulsé par Kontor { $version }, logiciel libre pour les espaces de coworking.
frame-language = Langue
frame-start-page = Page d’accueil
frame-sandbox = Un bac à sable : les personnes et les e-mails sont fictifs. Ici, nous sommes le { $now }.

## Navigation

frame-account = Compte
frame-sign-in = Se connecter
frame-sign-up = S’inscrire
frame-sign-out = Se déconnecter
frame-events = Événements
frame-book = Réserver
frame-own-bookings = Vos réservations
frame-membership = Adhésion
frame-members = Membres
frame-help = Aide
frame-admin = Gérer l’espace
frame-admin-today = Aujourd’hui
frame-admin-calendar = Calendrier
frame-admin-members = Membres
frame-admin-contacts = Contacts
frame-admin-plans = Formules
frame-admin-resources = Salles et bureaux
frame-admin-events = Événements
frame-admin-passes = Pass journée
frame-admin-invoices = Factures
frame-admin-payments = Paiements
frame-admin-accounting = Comptabilité
frame-admin-analytics = Statistiques
frame-admin-announcements = Annonces
frame-admin-help = Assistance
frame-admin-import = Import
frame-admin-add-ons = Extensions
frame-admin-settings = Paramètres

## Pages that tell of errors

frame-missing-title = Page introuvable
frame-missing = Cette page n’existe pas
frame-missing-why = L’adresse est peut-être mal saisie, ou la page a été déplacée. <a>Aller à la page d’accueil.</a>
frame-refused = Cela n’a pas fonctionné
frame-please-sign-in = Veuillez vous connecter.
frame-too-often = Trop de tentatives. Veuillez réessayer dans { $minutes } min.
frame-payment-due = Un paiement est dû.
frame-unavailable = Ce service est indisponible pour le moment. Veuillez réessayer.
frame-broken = Une erreur s’est produite de notre côté.
frame-members-only = Cette page est réservée aux membres de l’espace. Votre compte n’est lié à aucune adhésion ici.
frame-address-unusable = Cette adresse ne peut pas être utilisée.
frame-foreign-form = Ce formulaire ne vient pas de l’une de nos pages, ou il est trop ancien. Rechargez la page.
frame-form-too-large = Le formulaire est trop volumineux.
frame-null = L’adresse contient un caractère nul, qu’aucun texte ne peut avoir.
frame-file-too-large = Le fichier est trop volumineux.
frame-form-incomplete = Le formulaire est incomplet.
frame-language-unknown = Nous n’avons pas de pages dans cette langue.
