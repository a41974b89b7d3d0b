# Invoices, for those who write them.

## The list

invoices-how = Rédaction et envoi des factures
invoices-search-for = Numéro, destinataire ou ligne
invoices-search = Rechercher
invoices-status = Statut
invoices-status-all = Toutes
invoices-status-open = Impayées
invoices-status-overdue = En retard
invoices-status-paid = Payées
invoices-status-unsent = Non envoyées
invoices-status-canceled = Remboursées
invoices-status-written-off = Passées en perte
invoices-found =
    { $count ->
        [one] { $count } trouvée
       *[other] { $count } trouvées
    }
invoices-issued = Émise
invoices-none-like = Aucune facture ne correspond.
invoices-none = Il n’y en a pas encore. Les formules, réservations et frais ponctuels des membres sont facturés automatiquement ; vous pouvez aussi en rédiger une à la main.
invoices-e-invoice = facture électronique

## Whether it is sent and paid

invoices-not-sent = non envoyée
invoices-about-to-be-sent = sur le point d’être envoyée
invoices-waits-to-be-sent = en attente d’envoi
invoices-being-sent = en cours d’envoi
invoices-sent = envoyée
invoices-could-not-be-sent = n’a pas pu être envoyée
invoices-overdue = en retard
invoices-open = impayée
invoices-paid = payée
invoices-payment-on-its-way = paiement en cours
invoices-paid-back = remboursée
invoices-written-off = passée en perte

## Whom a new one is for

invoices-new = Nouvelle facture
invoices-whom = À qui est-elle destinée ?
invoices-whom-search = Nom, entreprise ou adresse e-mail d’un membre ou d’un contact
invoices-whom-placeholder = À qui est-elle destinée ? Nom, entreprise ou adresse e-mail
invoices-whom-none = Aucun membre ni contact n’a « { $query } » dans son nom, son entreprise ou son adresse e-mail.
invoices-choice-member = Membre, { $email }
invoices-choice-contact = Contact, { $email }
invoices-somebody-else = Quelqu’un d’autre
invoices-you-type = Vous saisissez l’adresse.

## Writing one

invoices-new-for = Nouvelle facture pour { $name }
invoices-correction = Facture rectificative
invoices-correct = Rectifier { $number }
invoices-correct-what = Les lignes annulent tout ce qui figure sur la facture. Retirez ce qui était juste, ou ajoutez ce qui devrait y figurer à la place.
invoices-missing = Il manque quelque chose.
invoices-lines-problem = La liste des lignes { $problem }.
invoices-type-whom = Indiquez à qui elle est destinée.
invoices-comes-to = Total prévu : { $amount }
invoices-due-on = Échéance le { $day }
invoices-preview = Voir le total
invoices-line = Ligne { $number }
invoices-what = Désignation
invoices-how-many = Combien
invoices-each-net = Prix unitaire HT
invoices-tax-percent = Taxe, %
invoices-tax-usual = Vide : comme d’habitude
invoices-lines-hint = Taxe habituelle : { $tax }. Un montant négatif rembourse ; une ligne sans texte ni prix est ignorée.
invoices-no-tax = aucune
invoices-add-line = Ajouter une ligne
invoices-other-address = Une autre adresse ou un autre e-mail
invoices-other-address-hint = Vide : l’adresse et les e-mails de facturation de { $name }.
invoices-recipient = Destinataire
invoices-street = Numéro et rue
invoices-tax-number = Numéro fiscal
invoices-emails = Adresses e-mail d’envoi
invoices-commas = Séparées par des virgules
invoices-day = Date de la facture
invoices-text = Texte sous les lignes
invoices-text-hint = Vide : comme dans les paramètres.
invoices-notes = Notes pour les admins
invoices-write-off-number = Passer { $number } en perte
invoices-make = Créer la facture

## What stands on it

invoices-items = Lignes
invoices-items-over = Lignes : { $amount }
invoices-item = Ligne
invoices-quantity = Quantité
invoices-tax = Taxe
invoices-net = HT
invoices-paid-before = Déjà payé
invoices-total = Total TTC
invoices-to-pay = À payer

## One invoice

invoices-did-not-work = Cela n’a pas fonctionné.
invoices-emails-problem = Le champ des e-mails de facturation { $problem }.
invoices-pdf = PDF
invoices-xml = XML
invoices-why = Pourquoi chaque ligne
invoices-correct-it = Rectifier
invoices-for = Pour { $name }
invoices-for-payer = Pour <a>{ $name }</a>
invoices-corrects = Rectifie <a>{ $number }</a>.
invoices-corrected-by = Rectifiée par <a>{ $number }</a>.
invoices-dates = Dates et envoi
invoices-of = Date
invoices-due = Échéance
invoices-sending = Envoi
invoices-goes-to = Envoyée à
invoices-member-number = Numéro de membre
invoices-reminders = Relances
invoices-paid-so-far = Payé
invoices-paid-on = Payée le
invoices-ksef = KSeF
invoices-send = Envoyer par e-mail

## Money

invoices-payments = Paiements
invoices-nothing-came = Rien n’a encore été reçu.
invoices-came-in = { $amount } reçus le { $day }, { $method }
invoices-went-back = { $amount } remboursés le { $day }, { $method }
invoices-take-back = Annuler<hidden> : { $payment }</hidden>
invoices-left = Reste { $amount } à payer.
invoices-charge = Débiter le moyen de paiement maintenant
invoices-note-payment = Noter un paiement
invoices-amount = Montant
invoices-amount-hint = Vide : tout ce qui reste.
invoices-amount-problem = Le montant { $problem }.
invoices-paid-day = Jour
invoices-method = Comment
invoices-otherwise = Autrement
invoices-method-problem = Le moyen de paiement { $problem }.
invoices-note = Note
invoices-note-it = Noter
invoices-pay-back = Rembourser
invoices-pay-back-what = Ce qui est passé par un prestataire est remboursé par lui.
invoices-as-it-came = Comme reçu
invoices-pay-it-back = Rembourser

## Reminders, history and the rest

invoices-reminder = Relance
invoices-write-reminder = Rédiger une relance, avec le PDF
invoices-to = À
invoices-subject = Objet
invoices-body = Texte
invoices-body-problem = Le texte { $problem }.
invoices-send-reminder = Envoyer la relance
invoices-history = Historique
invoices-more = Plus
invoices-is-locked = Elle est verrouillée : plus rien n’y change.
invoices-once-locked = Une fois verrouillée, plus rien n’y change.
invoices-lock = Verrouiller
invoices-unlock = Déverrouiller
invoices-write-off = Passer en perte
invoices-write-off-what = Plus personne n’est invité à la payer. C’est irréversible.
invoices-delete-what = Son numéro reste inutilisé ; ce qui a été consommé et y figure sera facturé de nouveau. Là où la loi exige une numérotation sans trous, rectifiez-la plutôt.
