# Signing up, in and out, and one's own account.

## Signing in and up

accounts-sign-in = Se connecter
accounts-sign-up = S’inscrire
accounts-email = Adresse e-mail
accounts-password = Mot de passe
accounts-forgotten = Mot de passe oublié ?
accounts-no-account = Pas encore de compte ? <a>S’inscrire</a>
accounts-has-account = Vous avez un compte ? <a>Se connecter</a>
accounts-password-advice = Huit caractères au moins. Quelques mots peu courants mis bout à bout sont difficiles à deviner et faciles à retenir.
accounts-look-into-mail = Consultez vos e-mails
accounts-sign-up-sent = Nous avons envoyé un e-mail à { $email }. Le lien qu’il contient termine votre inscription.
accounts-dead-link = Ce lien ne fonctionne pas
accounts-dead-link-why = Il a déjà été utilisé, ou il est trop ancien.
accounts-dead-link-renew = Il a déjà été utilisé, ou il est trop ancien. Vous pouvez en demander un nouveau.
accounts-confirm-address = Confirmez votre adresse
accounts-confirm-new-address = Confirmez votre nouvelle adresse
accounts-confirm = Confirmer
accounts-welcome = Bienvenue
accounts-confirmed = Votre adresse est confirmée.

## The second step

accounts-code-title = Saisissez le code
accounts-code-where = Votre application d’authentification l’affiche. Si vous avez perdu l’application, saisissez l’un de vos codes de secours.
accounts-code = Code
accounts-go-on = Continuer
accounts-use-passkey = Utiliser une clé d’accès

## A forgotten password

accounts-new-password-title = Un nouveau mot de passe
accounts-link-comes = Nous vous envoyons un lien à votre adresse.
accounts-send-link = Envoyer le lien
accounts-forgotten-sent = Si { $email } a un compte, un lien pour un nouveau mot de passe est en route.
accounts-choose-password = Choisissez un nouveau mot de passe
accounts-new-password = Nouveau mot de passe
accounts-change-password = Changer le mot de passe
accounts-reset-done = Votre mot de passe est changé et vous êtes déconnecté partout.

## One's own account

accounts-own = Votre compte
accounts-calendars = Vos calendriers
accounts-done = C’est fait
accounts-not-changed = Non modifié
accounts-nothing-changed = Rien n’a été modifié : quelque chose ne va pas, voir ci-dessous.
accounts-address = Adresse
accounts-address-is = Vous vous connectez avec <strong>{ $email }</strong>.
accounts-change-address = Changer l’adresse
accounts-new-address = Nouvelle adresse
accounts-send-link-to-new = Envoyer un lien à la nouvelle adresse
accounts-new-address-sent = Le lien que nous avons envoyé à la nouvelle adresse termine le changement.
accounts-new-address-counts = Vous vous connectez désormais avec la nouvelle adresse.
accounts-address-taken = Quelqu’un d’autre a un compte avec cette adresse.
accounts-old-password = Ancien mot de passe
accounts-password-changed = Votre mot de passe est changé. Les autres navigateurs sont déconnectés.
accounts-authenticator = Application d’authentification
accounts-authenticator-on =
    { $codes ->
        [one] Un code de l’application d’authentification est demandé à la connexion. Il vous reste { $codes } code de secours.
       *[other] Un code de l’application d’authentification est demandé à la connexion. Il vous reste { $codes } codes de secours.
    }
accounts-authenticator-why = Avec une application d’authentification sur votre téléphone, un mot de passe volé ne suffit pas pour se connecter.
accounts-turn-off = La désactiver
accounts-turn-on = L’activer
accounts-set-up-app = Configurer une application
accounts-set-up-title = Configurer une application d’authentification
accounts-set-up-key = Sur un téléphone, <a>ouvrez l’application avec ce lien</a>, ou saisissez-y la clé :
accounts-set-up-code = Saisissez le code qu’elle affiche.
accounts-recovery-codes = Codes de secours
accounts-factor-on = Le second facteur est activé
accounts-recovery-keep = Gardez ces codes de secours à un endroit où vous les retrouverez sans votre téléphone. Chacun ne sert qu’une fois ; ils ne seront plus affichés.
accounts-passkeys = Clés d’accès
accounts-passkeys-why = Votre téléphone, votre ordinateur ou votre clé de sécurité vous connecte sans mot de passe. En plus du mot de passe, c’est un second facteur.
accounts-passkeys-why-codes =
    { $codes ->
        [one] Votre téléphone, votre ordinateur ou votre clé de sécurité vous connecte sans mot de passe. En plus du mot de passe, c’est un second facteur ; il vous reste { $codes } code de secours.
       *[other] Votre téléphone, votre ordinateur ou votre clé de sécurité vous connecte sans mot de passe. En plus du mot de passe, c’est un second facteur ; il vous reste { $codes } codes de secours.
    }
accounts-passkey-history = ajoutée le { $added }, utilisée pour la dernière fois le { $used }
accounts-passkey-unused = ajoutée le { $added }, jamais utilisée
accounts-passkey-remove = Supprimer<hidden> { $name }</hidden>
accounts-passkey-name = Nom de l’appareil
accounts-passkey-name-problem = Le nom { $problem }.
accounts-passkey-add = Ajouter une clé d’accès
accounts-passkey-often = Trop de tentatives. Veuillez patienter un peu.
accounts-passkey-reload = Veuillez recharger la page.
accounts-passkey-kind = Ce type de clé d’accès n’est pas connu ici.
accounts-passkey-refused = Rien n’a été fait : l’appareil n’a pas été sollicité, ou a refusé.
accounts-passkey-known = Cet appareil a déjà une clé d’accès pour votre compte.
accounts-passkeys-beside = Les clés d’accès de l’autre adresse de cet espace ne valent que <a>là-bas</a>.
accounts-sessions = Où vous êtes connecté
accounts-unknown-browser = Navigateur inconnu
accounts-session-since = depuis le { $since }, dernière utilisation le { $used }
accounts-this-browser = ce navigateur
accounts-sign-out = Déconnecter
accounts-sign-out-others = Déconnecter partout ailleurs
accounts-applications = Applications connectées
accounts-no-applications = Aucune application n’agit pour vous.
accounts-application-since = { $scopes }, depuis le { $since }
accounts-disconnect = Déconnecter
accounts-delete-title = Supprimer le compte
accounts-delete-when = Tant que vous êtes membre ou admin d’un espace, le compte ne peut pas être supprimé.
accounts-delete-for-good = Le supprimer définitivement
accounts-delete = Supprimer mon compte
accounts-deleted = Votre compte est supprimé
accounts-deleted-text = Plus personne ne peut s’en servir pour se connecter.
