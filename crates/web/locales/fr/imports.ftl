# What is brought in from files and from Cobot.
imports-import = Import
imports-lead = Reprenez ce que vous avez dans des fichiers. D’abord tout est examiné et vous voyez ce qui se passerait ; rien n’est créé avant votre accord.
imports-from-cobot = Reprendre tout un espace depuis Cobot
imports-a-file = Un fichier
imports-holds = Ce qu’il contient
imports-kind-problem = Le contenu { $problem }.
imports-csv = Fichier CSV
imports-file-problem = Le fichier { $problem }.
imports-up-to = Jusqu’à { $most } lignes et 5 Mo. Virgules, points-virgules ou tabulations : c’est reconnu.
imports-mail = Envoyer aux nouveaux membres un lien vers leur adhésion
imports-look-through = Examiner
imports-files-look = À quoi ressemblent les fichiers
imports-first-line = La première ligne nomme les colonnes, en anglais ou en allemand, dans n’importe quel ordre ; les colonnes inconnues sont ignorées. Commencez par les formules, puis les membres, puis les réservations : les unes nomment les autres.
imports-template = { $kind } : modèle
imports-needs-members = { $columns }, et un nom ou une entreprise
imports-and-may = et, si vous l’avez : { $columns }
imports-passed-over = Une ligne qui existe déjà (un membre par son adresse e-mail, une formule par son nom, une réservation par salle, heure et membre) est passée : un fichier peut donc être importé à nouveau une fois corrigé. Rien n’est facturé pour le temps avant aujourd’hui.
imports-earlier = Imports précédents
imports-none = Aucun pour l’instant. Leurs rapports restent ici 90 jours.
imports-forbidden = Vos droits ne vous permettent de rien importer.

## What can be brought in

imports-kind-members = Membres
imports-kind-plans = Formules
imports-kind-bookings = Réservations
imports-kind-cobot = Espace chez Cobot
imports-thing-space = Espace
imports-thing-resources = Ressources
imports-thing-custom-fields = Champs personnalisés
imports-thing-memberships = Adhésions
imports-thing-field-values = Valeurs des champs
imports-thing-teams = Équipes
imports-thing-notes = Notes
imports-thing-time-passes = Pass
imports-thing-contacts = Contacts
imports-thing-articles = Articles
imports-thing-navigation-links = Liens de navigation
imports-thing-invoices = Factures

## How far it is

imports-state-fetching = lecture en cours
imports-state-checking = examen en cours
imports-state-checked = vous attend
imports-state-running = import en cours
imports-state-done = terminé
imports-state-failed = interrompu
imports-reading = Lecture en cours
imports-looking = Examen en cours
imports-bringing = Import en cours
imports-read-so-far = Éléments lus jusqu’ici : { $count }. Cobot ne répond qu’à un certain nombre de requêtes par minute, cela peut donc prendre un moment.
imports-of = { $done } sur { $all }
imports-progress = Progression
imports-load-again = <a>Recharger de nouveau cette page automatiquement</a> Vous pouvez la quitter ; le travail continue.
imports-loads-itself = Cette page est rechargée toutes les deux secondes. <a>Arrêter</a> Vous pouvez la quitter ; le travail continue.

## What came of it

imports-checked = Examiné, rien n’est encore créé
imports-would = Seraient créés : { $made }.
imports-would-refused = Seraient créés : { $made }, ne conviennent pas : { $refused }.
imports-nothing = Il n’y a rien à créer.
imports-mails = Chaque nouveau membre qui a une adresse e-mail reçoit un e-mail.
imports-overlaps = Les réservations qui se chevauchent sont repérées à l’exécution.
imports-carry-out = Exécuter
imports-forget = Abandonner
imports-done = Terminé
imports-made = Créés : { $made }.
imports-made-refused = Créés : { $made }, ne convenaient pas : { $refused }.
imports-numbers = En chiffres
imports-what = Quoi
imports-column-would = Serait créé
imports-column-made = Créé
imports-column-known = Déjà présent
imports-column-refused = Ne convient pas
imports-left-invoices = Factures des douze derniers mois qui restent chez Cobot : { $count }.
imports-left-ended = Adhésions terminées qui restent chez Cobot : { $count }.
imports-left = Reste chez Cobot : { $what } ({ $count }).
imports-unused = Colonnes non utilisées : { $columns }.
imports-misfits = Ce qui ne convient pas
imports-take = <a>Emporter ces lignes dans un fichier</a>.
imports-take-and-mend = <a>Emportez ces lignes dans un fichier</a>, corrigez-les et importez-le de nouveau.
imports-line = Ligne
imports-column = Colonne
imports-why = Pourquoi
imports-at-column = « { $column } » { $problem }
imports-delete-report = Supprimer ce rapport
imports-made-stays = Ce qui a été créé reste.

## From Cobot

imports-cobot = Depuis Cobot
imports-cobot-title = Reprendre un espace depuis Cobot
imports-cobot-address = Adresse de l’espace chez Cobot
imports-cobot-address-hint = Sa première partie : port, si elle est port.cobot.me
imports-token = Jeton d’accès
imports-token-hint = D’un admin de cet espace, avec le droit de lire. Il est conservé chiffré jusqu’à ce que tout soit lu, puis supprimé.
imports-token-problem = Le jeton { $problem }.
imports-past = Aussi les réservations des deux dernières années
imports-read = Lire et examiner
imports-along = Ce qui est repris
imports-along-what = La description de l’espace, salles et bureaux, formules avec crédits, options et pass, membres avec leurs formules, champs, notes et équipes, pass qu’ils ont achetés, contacts, articles, liens de l’application dont vient le jeton, et réservations à partir d’aujourd’hui. Personne ne reçoit d’e-mail.
imports-stays-what = Les factures restent chez Cobot : téléchargez-les là-bas avant de fermer l’espace. Rien n’est facturé ici pour le temps avant aujourd’hui ; la prochaine facture de chaque membre arrive le jour prévu chez Cobot. Les taxes sont celles de cet espace : réglez-les, ainsi que le fuseau horaire, avant de commencer. Moyens de paiement, comptes, photos, événements et réservations de visiteurs ne sont pas repris ; les membres relient leur compte par une invitation.
imports-again = Vous pouvez le faire aussi souvent que vous voulez : ce qui a été repris est reconnu.
imports-forbidden-cobot = Il faut pour cela le droit de modifier membres, formules, réservations, ressources, extensions et paramètres.
