# Accounts at payment providers.
payments-safe = Card numbers go from the browsers of your visitors to the provider and never come here. Secrets that you type are kept and not shown again; leave them empty to keep them as they are.
payments-wrong = Nothing was changed: something is not right.
payments-wrong-key = The { $field } key { $problem }.
payments-connected = Connected.
payments-not-connected = Not connected.
payments-works = It works.
payments-merchant = Merchant ID
payments-is-set = { $label } (is set)
payments-hook = Have the provider send its messages to { $address }
payments-change = Change { $name }
payments-connect = Connect { $name }
payments-test = Test { $name }
payments-disconnect = Disconnect { $name }

## Names of the keys, as the providers have them

payments-stripe-public = Publishable key
payments-stripe-secret = Secret key
payments-stripe-webhook = Signing secret of the webhook
payments-paypal-public = Client ID
payments-paypal-secret = Secret
payments-paypal-webhook = Webhook ID
