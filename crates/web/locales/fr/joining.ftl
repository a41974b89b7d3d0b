# Signing up for a plan.

joining-welcome = Vous êtes maintenant membre.
joining-waits = Votre inscription est faite. Les responsables de l’espace l’examinent et la confirment ; vous recevrez alors un e-mail.
joining-book = Réserver une salle

## The form

joining-confirms = Ceux qui gèrent { $space } confirment les nouveaux membres.
joining-name = Votre nom
joining-company = Entreprise
joining-company-hint = Si elle figure sur la facture
joining-phone = Téléphone
joining-street = Rue et numéro
joining-post-code = Code postal
joining-city = Ville
joining-first-day = Premier jour
joining-discount = Code de remise
joining-discount-hint = Si vous en avez un
joining-agree = J’accepte les <a>conditions générales de { $space }</a>
joining-must-agree = Les conditions générales doivent être acceptées.
joining-become = Devenir membre
joining-back = Retour
joining-optional = { $question } (facultatif)
joining-at-least = au moins { $count } mois
joining-notice =
    { $count ->
        [one] préavis de { $count } jour
       *[other] préavis de { $count } jours
    }
