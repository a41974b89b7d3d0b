# Invoices, for those who write them.

## The list

invoices-how = Cómo se hacen y se envían las facturas
invoices-search-for = Número, destinatario o línea
invoices-search = Buscar
invoices-status = Estado
invoices-status-all = Todas
invoices-status-open = Pendientes
invoices-status-overdue = Vencidas
invoices-status-paid = Pagadas
invoices-status-unsent = Sin enviar
invoices-status-canceled = Devueltas
invoices-status-written-off = Dadas de baja
invoices-found = Encontradas: { $count }
invoices-issued = Emitida
invoices-none-like = Ninguna factura es así.
invoices-none = Aún no hay ninguna. Las tarifas, reservas y cargos de los miembros se facturan solos; también puedes hacer una a mano.
invoices-e-invoice = factura electrónica

## Whether it is sent and paid

invoices-not-sent = sin enviar
invoices-about-to-be-sent = a punto de enviarse
invoices-waits-to-be-sent = en espera de envío
invoices-being-sent = enviándose
invoices-sent = enviada
invoices-could-not-be-sent = no se pudo enviar
invoices-overdue = vencida
invoices-open = pendiente
invoices-paid = pagada
invoices-payment-on-its-way = pago en curso
invoices-paid-back = devuelta
invoices-written-off = dada de baja

## Whom a new one is for

invoices-new = Nueva factura
invoices-whom = ¿Para quién es?
invoices-whom-search = Nombre, empresa o correo de un miembro o contacto
invoices-whom-placeholder = ¿Para quién es? Nombre, empresa o correo
invoices-whom-none = Ningún miembro ni contacto tiene «{ $query }» en el nombre, la empresa o el correo.
invoices-choice-member = Miembro, { $email }
invoices-choice-contact = Contacto, { $email }
invoices-somebody-else = Otra persona
invoices-you-type = Escribes la dirección.

## Writing one

invoices-new-for = Nueva factura para { $name }
invoices-correction = Factura rectificativa
invoices-correct = Rectificar { $number }
invoices-correct-what = Las líneas devuelven todo lo que figura en la factura. Quita lo que estaba bien o añade lo que debería figurar en su lugar.
invoices-missing = Falta algo.
invoices-lines-problem = El listado de líneas { $problem }.
invoices-type-whom = Escribe para quién es.
invoices-comes-to = Total previsto: { $amount }
invoices-due-on = Vence el { $day }
invoices-preview = Ver el total
invoices-line = Línea { $number }
invoices-what = Concepto
invoices-how-many = Cuántos
invoices-each-net = Precio unitario, neto
invoices-tax-percent = Impuesto, %
invoices-tax-usual = Vacío: lo habitual
invoices-lines-hint = Impuesto habitual: { $tax }. Un importe negativo devuelve algo; una línea sin texto ni precio se omite.
invoices-no-tax = ninguno
invoices-add-line = Añadir una línea
invoices-other-address = Otra dirección u otro correo
invoices-other-address-hint = Vacío: la dirección y los correos de facturación de { $name }.
invoices-recipient = Destinatario
invoices-street = Calle y número
invoices-tax-number = Número fiscal
invoices-emails = Correos a los que va
invoices-commas = Separados por comas
invoices-day = Fecha de la factura
invoices-text = Texto bajo las líneas
invoices-text-hint = Vacío: como en los ajustes.
invoices-notes = Notas para los admins
invoices-write-off-number = Dar de baja { $number }
invoices-make = Crear la factura

## What stands on it

invoices-items = Líneas
invoices-items-over = Líneas: { $amount }
invoices-item = Línea
invoices-quantity = Cantidad
invoices-tax = Impuesto
invoices-net = Neto
invoices-paid-before = Ya pagado
invoices-total = Total
invoices-to-pay = A pagar

## One invoice

invoices-did-not-work = No ha funcionado.
invoices-emails-problem = El campo de correos de facturación { $problem }.
invoices-pdf = PDF
invoices-xml = XML
invoices-why = Por qué cada línea
invoices-correct-it = Rectificar
invoices-for = Para { $name }
invoices-for-payer = Para <a>{ $name }</a>
invoices-corrects = Rectifica <a>{ $number }</a>.
invoices-corrected-by = Rectificada por <a>{ $number }</a>.
invoices-dates = Fechas y envío
invoices-of = Fecha
invoices-due = Vencimiento
invoices-sending = Envío
invoices-goes-to = Se envía a
invoices-member-number = Número de miembro
invoices-reminders = Recordatorios
invoices-paid-so-far = Pagado
invoices-paid-on = Pagada el
invoices-ksef = KSeF
invoices-send = Enviar por correo

## Money

invoices-payments = Pagos
invoices-nothing-came = Aún no se ha recibido nada.
invoices-came-in = { $amount } recibidos el { $day }, { $method }
invoices-went-back = { $amount } devueltos el { $day }, { $method }
invoices-take-back = Retirar<hidden>: { $payment }</hidden>
invoices-left = Quedan { $amount } por pagar.
invoices-charge = Cobrar ahora con la forma de pago
invoices-note-payment = Anotar un pago
invoices-amount = Importe
invoices-amount-hint = Vacío: todo lo que queda.
invoices-amount-problem = El importe { $problem }.
invoices-paid-day = Día
invoices-method = Cómo
invoices-otherwise = De otra forma
invoices-method-problem = La forma de pago { $problem }.
invoices-note = Nota
invoices-note-it = Anotar
invoices-pay-back = Devolver
invoices-pay-back-what = Lo que llegó por un proveedor se devuelve por él.
invoices-as-it-came = Como llegó
invoices-pay-it-back = Devolver

## Reminders, history and the rest

invoices-reminder = Recordatorio
invoices-write-reminder = Escribir un recordatorio, con el PDF
invoices-to = Para
invoices-subject = Asunto
invoices-body = Texto
invoices-body-problem = El texto { $problem }.
invoices-send-reminder = Enviar el recordatorio
invoices-history = Historial
invoices-more = Más
invoices-is-locked = Está bloqueada: nada cambia en ella.
invoices-once-locked = Una vez bloqueada, nada cambia en ella.
invoices-lock = Bloquear
invoices-unlock = Desbloquear
invoices-write-off = Dar de baja
invoices-write-off-what = Ya no se pide a nadie que la pague. No se puede deshacer.
invoices-delete-what = Su número queda sin usar; lo consumido que figura en ella se vuelve a facturar. Donde la ley exige numeración sin huecos, rectifícala.
