# What a member has, owes and can change.

membership-own = Votre adhésion
membership-waits = Vous êtes inscrit. Ceux qui gèrent { $space } examinent votre demande et la confirment.

## At the space

membership-at-space = Sur place
membership-in = Votre arrivée est enregistrée.
membership-out = Votre départ est enregistré.
membership-check-in = Enregistrer mon arrivée
membership-check-out = Enregistrer mon départ
membership-arrived = Arrivé ?
membership-pass-used = Un pass journée est utilisé si votre formule en demande un.
membership-here-now = { $count } ici maintenant
membership-here-since = { $name }, depuis { $time }

## Plan, passes and bookings

membership-plan = Votre formule
membership-no-plan = Aucune à vous
membership-then = Ensuite : { $plan }
membership-plan-from = { $plan } à partir du { $day }
membership-last-day = Votre dernier jour est le { $day }.
membership-passes-left =
    { $count ->
        [one] <a>encore { $count } pass journée</a>
       *[other] <a>encore { $count } pass journée</a>
    }
membership-book = Réserver une salle
membership-bookings = Vos réservations
membership-passes = Pass et crédits
membership-profile = Votre profil
membership-team = Votre équipe

## Invoices

membership-invoices = Factures
membership-none-yet = Aucune pour l’instant.
membership-invoice-of = { $number } du { $day }

## Changing the plan, and leaving

membership-other-plan = Une autre formule
membership-would-begin = Elle commencerait le { $day }. D’ici là, rien ne change.
membership-change = Voir ce qu’elle coûte
membership-leave = Partir
membership-if-canceled = Si vous résiliez aujourd’hui, votre dernier jour est le { $day }. Ce que vous avez réservé pour après reste jusqu’à ce que quelqu’un l’annule.
membership-cancel = Voir ce qui reste à payer, et résilier
membership-pay = Factures et paiement
membership-told-plan = Votre formule change le jour indiqué ici.
membership-told-canceled = Votre adhésion se termine le jour indiqué ici.

## Whether an invoice is paid

membership-unpaid = impayée
membership-paid = payée
membership-pending = paiement en cours
membership-refunded = remboursée
membership-written-off = passée en perte

## Before the plan is changed, or the membership ends

membership-change-to = Passer à { $plan } ?
membership-from = À partir du { $day }
membership-until-then = D’ici là, rien ne change.
membership-nothing-billed = Rien ne vous est facturé.
membership-will-be-billed = Ce qui vous sera facturé
membership-bill-on = <strong>{ $amount }</strong> le { $day }
membership-do-change = Passer à { $plan }
membership-keep = Garder ma formule
membership-cancel-title = Résilier
membership-cancel-ask = Résilier votre adhésion ?
membership-last-would-be = Votre dernier jour serait le { $day }
membership-booked-after = Ce que vous avez réservé pour après reste jusqu’à ce que quelqu’un l’annule.
membership-open-today = Impayé à ce jour : <strong>{ $sums }</strong>.
membership-nothing-more = Plus rien ne vous est facturé, sauf si vous utilisez quelque chose d’ici là.
membership-still-billed = Ce qui est encore facturé d’ici là
membership-do-cancel = Résilier mon adhésion
membership-stay = Rester

## Invoices and payment

membership-how-you-pay = Comment vous payez
membership-charged-when-due = Les factures arrivées à échéance sont débitées sur { $method }.
membership-other-card = Utiliser une autre carte
membership-pay-with = Payer désormais avec { $method }
membership-told-on-invoice = { $space } indique sur chaque facture comment la payer.
membership-invoices-hidden = { $space } n’affiche pas les factures ici. Elles arrivent par e-mail.
membership-invoice-due = { $amount }, échéance le { $day }
membership-why = Pourquoi<hidden> : { $invoice }</hidden>
membership-pay-now = Payer maintenant<hidden> : { $invoice }</hidden>
membership-told-card = Votre carte est enregistrée. Les factures y sont débitées à l’échéance.
membership-told-pay = Le paiement est en cours.
membership-it-problem = Impossible : la facture ou le paiement { $problem }.
membership-card = Votre carte
membership-card-where = Vous saisissez votre carte chez le prestataire
membership-card-what = Votre navigateur s’y rend de lui-même et revient ici ensuite. { $space } ne voit jamais le numéro.
membership-card-go = Y aller
membership-card-back = Retour
