# What happened to an invoice or a member, as their histories tell it.

## Invoices and payments

happened-written = Facture établie
happened-changed = Facture modifiée
happened-sent = Facture envoyée
happened-e-invoice = Facture électronique demandée
happened-written-off = Facture passée en perte
happened-deleted-invoice = Facture supprimée
happened-payment-noted = Paiement noté
happened-payment-taken-back = Paiement annulé
happened-paid-back = Argent remboursé
happened-charge = Frais ponctuels ajoutés
happened-deleted-charge = Frais ponctuels supprimés
happened-payment-method = Moyen de paiement modifié

## Memberships

happened-membership = Adhésion créée
happened-confirmed = Adhésion confirmée
happened-deleted-membership = Adhésion supprimée
happened-canceled = Adhésion résiliée
happened-uncanceled = Résiliation retirée
happened-reactivated = Adhésion réactivée
happened-plan = Changement de formule
happened-ended = Fin de l’adhésion atteinte
happened-plan-day = Date du changement de formule atteinte
happened-details = Données de l’adhésion modifiées
happened-picture = Photo modifiée
happened-profile = Profil modifié
happened-field = Champ personnalisé modifié
happened-connected = Compte relié
happened-connected-changed = Compte relié modifié
happened-terms = Conditions générales acceptées

## What members do

happened-booking = Réservation créée
happened-changed-booking = Réservation modifiée
happened-deleted-booking = Réservation supprimée
happened-series = Série de réservations créée
happened-allocation = Bureau attribué
happened-changed-allocation = Attribution modifiée
happened-deleted-allocation = Attribution supprimée
happened-attendance = Inscription à un événement
happened-deleted-attendance = Désinscription d’un événement
happened-check-in = Arrivée enregistrée
happened-check-out = Départ enregistré
happened-card = Carte créée
happened-deleted-card = Carte supprimée
happened-passes = Pass ajoutés
happened-passes-gone = Pass retirés
happened-issue = Demande ouverte
happened-changed-issue = Demande modifiée
happened-deleted-issue = Demande supprimée
happened-note = Texte
