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
membership-written-off = abandonnée
