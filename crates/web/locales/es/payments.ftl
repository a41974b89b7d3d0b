# Accounts at payment providers.
payments-safe = Los números de tarjeta van del navegador de tus visitantes al proveedor y nunca llegan aquí. Los secretos que escribas se guardan y no se muestran más; déjalos vacíos para no cambiarlos.
payments-wrong = No se cambió nada: algo no está bien.
payments-wrong-key = Clave ({ $field }): { $problem }.
payments-connected = Conectado.
payments-not-connected = No conectado.
payments-works = Funciona.
payments-merchant = ID de comercio
payments-is-set = { $label } (ya está)
payments-hook = Haz que el proveedor envíe sus mensajes a { $address }
payments-change = Cambiar { $name }
payments-connect = Conectar { $name }
payments-test = Probar { $name }
payments-disconnect = Desconectar { $name }

## Names of the keys, as the providers have them

payments-stripe-public = Clave publicable
payments-stripe-secret = Clave secreta
payments-stripe-webhook = Secreto de firma del webhook
payments-paypal-public = Client ID
payments-paypal-secret = Secreto
payments-paypal-webhook = ID del webhook
