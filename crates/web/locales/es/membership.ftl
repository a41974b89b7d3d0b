# What a member has, owes and can change.

membership-own = Tu membresía
membership-waits = Te has registrado. Quien gestiona { $space } lo revisa y confirma.

## At the space

membership-at-space = En el espacio
membership-in = Tu entrada está registrada.
membership-out = Tu salida está registrada.
membership-check-in = Registrar la entrada
membership-check-out = Registrar la salida
membership-arrived = ¿Has llegado?
membership-pass-used = Se usa un pase de día si tu tarifa lo requiere.
membership-here-now = { $count } aquí ahora
membership-here-since = { $name }, desde las { $time }

## Plan, passes and bookings

membership-plan = Tu tarifa
membership-no-plan = Ninguna propia
membership-then = Después: { $plan }
membership-plan-from = { $plan } desde el { $day }
membership-last-day = Tu último día es el { $day }.
membership-passes-left =
    { $count ->
        [one] <a>queda { $count } pase de día</a>
       *[other] <a>quedan { $count } pases de día</a>
    }
membership-book = Reservar una sala
membership-bookings = Tus reservas
membership-passes = Pases y créditos
membership-profile = Tu perfil
membership-team = Tu equipo

## Invoices

membership-invoices = Facturas
membership-none-yet = Ninguna todavía.
membership-invoice-of = { $number } del { $day }

## Changing the plan, and leaving

membership-other-plan = Otra tarifa
membership-would-begin = Empezaría el { $day }. Hasta entonces todo sigue igual.
membership-change = Ver lo que cuesta
membership-leave = Irse
membership-if-canceled = Si cancelas hoy, tu último día es el { $day }. Lo que hayas reservado para después se mantiene hasta que alguien lo cancele.
membership-cancel = Ver lo que falta por pagar, y cancelar
membership-pay = Facturas y pago
membership-told-plan = Tu tarifa cambia el día que se muestra aquí.
membership-told-canceled = Tu membresía termina el día que se muestra aquí.

## Whether an invoice is paid

membership-unpaid = pendiente
membership-paid = pagada
membership-pending = pago en curso
membership-refunded = devuelta
membership-written-off = dada de baja

## Before the plan is changed, or the membership ends

membership-change-to = ¿Cambiar a { $plan }?
membership-from = Desde el { $day }
membership-until-then = Hasta entonces todo sigue igual.
membership-nothing-billed = No se te factura nada.
membership-will-be-billed = Lo que se te facturará
membership-bill-on = <strong>{ $amount }</strong> el { $day }
membership-do-change = Cambiar a { $plan }
membership-keep = Mantener lo que tengo
membership-cancel-title = Cancelar
membership-cancel-ask = ¿Cancelar tu membresía?
membership-last-would-be = Tu último día sería el { $day }
membership-booked-after = Lo que hayas reservado para después se mantiene hasta que alguien lo cancele.
membership-open-today = Pendiente hoy: <strong>{ $sums }</strong>.
membership-nothing-more = No se te factura nada más, salvo que uses algo hasta entonces.
membership-still-billed = Lo que aún se factura hasta entonces
membership-do-cancel = Cancelar mi membresía
membership-stay = Quedarme

## Invoices and payment

membership-how-you-pay = Cómo pagas
membership-charged-when-due = Las facturas se cobran en { $method } cuando vencen.
membership-other-card = Usar otra tarjeta
membership-pay-with = Pagar con { $method } desde ahora
membership-told-on-invoice = { $space } indica en cada factura cómo pagarla.
membership-invoices-hidden = { $space } no muestra aquí las facturas. Llegan por correo.
membership-invoice-due = { $amount }, vence el { $day }
membership-why = Por qué<hidden>: { $invoice }</hidden>
membership-pay-now = Pagar ahora<hidden>: { $invoice }</hidden>
membership-told-card = Tu tarjeta está guardada. Las facturas se cobran en ella cuando vencen.
membership-told-pay = El pago está en curso.
membership-it-problem = No es posible: la factura o el pago { $problem }.
membership-card = Tu tarjeta
membership-card-where = Introduces tu tarjeta en el proveedor
membership-card-what = Tu navegador va allí por sí solo y vuelve aquí al terminar. { $space } nunca ve el número.
membership-card-go = Ir allí
membership-card-back = Volver
