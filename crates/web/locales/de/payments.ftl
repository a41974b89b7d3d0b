# Accounts at payment providers.
payments-safe = Kartennummern gehen vom Browser deiner Gäste zum Anbieter und kommen nie hierher. Geheimnisse, die du eintippst, werden behalten und nicht mehr gezeigt; lass sie leer, um sie zu behalten.
payments-wrong = Nichts wurde geändert: etwas stimmt nicht.
payments-wrong-key = Schlüssel ({ $field }): { $problem }.
payments-connected = Verbunden.
payments-not-connected = Nicht verbunden.
payments-works = Es funktioniert.
payments-merchant = Händler-ID
payments-is-set = { $label } (ist gesetzt)
payments-hook = Lass den Anbieter seine Nachrichten an { $address } senden
payments-change = { $name } ändern
payments-connect = { $name } verbinden
payments-test = { $name } testen
payments-disconnect = { $name } trennen

## Names of the keys, as the providers have them

payments-stripe-public = Veröffentlichbarer Schlüssel
payments-stripe-secret = Geheimschlüssel
payments-stripe-webhook = Signaturgeheimnis des Webhooks
payments-paypal-public = Client-ID
payments-paypal-secret = Geheimnis
payments-paypal-webhook = Webhook-ID
