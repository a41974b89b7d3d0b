# Accounts at payment providers.
payments-safe = Les numéros de carte vont du navigateur de vos visiteurs au prestataire et n’arrivent jamais ici. Les secrets saisis sont gardés et plus affichés ; laissez-les vides pour ne pas les changer.
payments-wrong = Rien n’a été modifié : quelque chose ne va pas.
payments-wrong-key = Clé ({ $field }) : { $problem }.
payments-connected = Connecté.
payments-not-connected = Non connecté.
payments-works = Ça marche.
payments-merchant = Identifiant marchand
payments-is-set = { $label } (défini)
payments-hook = Faites envoyer les messages du prestataire à { $address }
payments-change = Modifier { $name }
payments-connect = Connecter { $name }
payments-test = Tester { $name }
payments-disconnect = Déconnecter { $name }

## Names of the keys, as the providers have them

payments-stripe-public = Clé publiable
payments-stripe-secret = Clé secrète
payments-stripe-webhook = Secret de signature du webhook
payments-paypal-public = Client ID
payments-paypal-secret = Secret
payments-paypal-webhook = Webhook ID
