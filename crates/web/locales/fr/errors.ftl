# What use cases say, found by the English sentence, which is the one in the sources. One line each.

## By the code, where the sentence itself is not below; it goes on after the name of the field

error-code-blank = doit être renseigné
error-code-taken = est déjà pris
error-code-too-long = est trop long
error-code-too-short = est trop court
error-code-invalid = n’est pas valide
error-code-out-of-range = est hors limites
error-code-negative = ne doit pas être négatif
error-code-too-large = est trop grand
error-code-unknown = est inconnu

## After the name of a field

error-not-an-email = n’est pas une adresse e-mail
error-not-right = n’est pas correct
error-password-short = doit comporter au moins 8 caractères
error-password-easy = est facile à deviner ; quelques mots peu courants mis bout à bout valent mieux
error-not-the-code = n’est pas le code que l’application affiche en ce moment
error-device-name = doit comporter de 1 à 100 caractères
error-blank-required = doit être indiqué
error-not-negative = ne doit pas être négatif
error-blank = doit être renseigné
error-taken = est déjà pris
error-http-address = doit être une adresse http ou https
error-after-start = doit être postérieur au début
error-not-before-start = ne doit pas précéder le début
error-used-already = n’est pas correct, ou a déjà été utilisé
error-control-characters = ne doit pas contenir de caractères de contrôle
error-blank-or-contact = doit être renseigné, sauf s’il y a une société ou un e-mail
error-blank-or-company = doit être renseigné, sauf s’il y a une société
error-empty = ne peut pas être vide
error-past = ne doit pas être dans le passé
error-future = ne doit pas être dans le futur
error-years = doit se situer entre les années 2000 et 2100
error-not-an-iban = n’est pas un IBAN
error-not-a-bic = n’est pas un BIC
error-not-a-country = n’est pas un pays
error-not-a-tax-id = n’est pas un numéro de TVA de l’Union européenne
error-no-field = n’est pas un champ de l’espace
error-nowhere = n’existe pas
error-nowhere-here = n’existe pas dans cet espace
error-twice = figure deux fois
error-positive = doit être supérieur à 0
error-not-zero = ne doit pas être 0
error-too-large = est trop grand
error-too-long = est trop long
error-most-entries = ne doit pas avoir plus de { $most } entrées
error-most-letters = ne doit pas dépasser { $most } caractères
error-most-days = ne doit pas dépasser { $most } jours
error-two-years = doit être au plus à deux ans
error-five-minutes = doit tomber sur un multiple de 5 minutes
error-link = doit être un lien commençant par http:// ou https://
error-http-url = doit être une URL http ou https
error-locale = n’est pas une locale, telle que de-DE

## Whole sentences

error-sentence-sign-in = L’adresse ou le mot de passe n’est pas correct.
error-sentence-not-confirmed = L’adresse n’est pas encore confirmée. Nous y avons envoyé un nouveau lien.
error-sentence-slot-taken = C’est déjà réservé à ce moment-là.
error-sentence-passkey-taken = Cette clé d’accès est déjà enregistrée.
error-sentence-passkey-unknown = Cette clé d’accès n’est pas connue ici. Elle a peut-être été supprimée.
error-sentence-passkey-late = Cela a pris trop de temps. Veuillez réessayer.
error-sentence-passkey-unreadable = La clé d’accès ne peut pas être lue. Veuillez réessayer.
error-sentence-passkeys-many = Vous avez { $most } clés d’accès. Supprimez-en d’abord une.
error-sentence-still-admin = Vous gérez un espace. Transmettez-le ou quittez-le d’abord.
error-sentence-still-member = Vous êtes membre d’un espace. Résiliez d’abord votre adhésion.
error-sentence-has-applications = Vous avez enregistré des applications. Supprimez-les d’abord.
error-sentence-made-meanwhile = Quelqu’un vient de faire de vous un membre ou un admin.
error-sentence-factor-on = Il y a déjà un second facteur.
error-sentence-no-secret = Recommencez : il n’y a pas de secret à confirmer.
error-sentence-needs-scope = Cela demande la portée { $scopes } et un rôle qui le permet ici.
error-sentence-slot-taken-now = C’est déjà réservé à ce moment-là
error-sentence-closed = C’est fermé à ce moment-là
error-sentence-not-bookable = Cela ne peut pas être réservé.
error-sentence-members-book = Seuls les membres et les admins peuvent réserver.
error-sentence-membership-to-book = Pour réserver ici, il faut une adhésion dans cet espace.
error-sentence-inactive = L’adhésion n’est pas active aujourd’hui.
error-sentence-member-already = Vous êtes déjà membre de cet espace.
error-sentence-login-already = Cette adhésion est déjà liée à un compte.
error-sentence-team-ended = L’équipe a pris fin.
error-sentence-admin-already = Cette personne est déjà admin.
error-sentence-attending-already = Vous participez déjà à cet événement.
error-sentence-members-attend = Seuls les membres de l’espace peuvent participer.
error-sentence-charging = La facture est déjà en cours d’encaissement.
error-sentence-sending = La facture est en cours d’envoi.
error-sentence-locked = La facture est verrouillée.
error-sentence-no-invoices = Cet espace ne montre pas les factures à ses membres.
error-sentence-settings-permission = Cela demande le droit de modifier les paramètres de l’espace.
error-sentence-look-permission = Cela demande le droit de modifier l’apparence de l’espace.
error-sentence-no-plan-change = Les membres ne peuvent pas changer de formule dans cet espace.
error-sentence-no-cancellation = Les membres ne peuvent pas résilier eux-mêmes dans cet espace.
error-sentence-admins-only = Seuls les admins de l’espace peuvent le faire.
error-sentence-insiders-only = Seuls les membres et les admins de l’espace peuvent le faire.
error-sentence-checked-out = Cette arrivée est terminée.
error-sentence-pass-used = Le pass a déjà été utilisé.
error-sentence-price-large = Le prix est trop élevé.
error-sentence-again = Cela vient d’être modifié. Veuillez réessayer.
