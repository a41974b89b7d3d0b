# Signing up for a plan.

joining-welcome = Ahora eres miembro.
joining-waits = Te has inscrito. Quien gestiona el espacio lo revisa y lo confirma; entonces recibirás un correo.
joining-book = Reservar una sala

## The form

joining-confirms = Quien gestiona { $space } confirma a los nuevos miembros.
joining-name = Tu nombre
joining-company = Empresa
joining-company-hint = Si figura en la factura
joining-phone = Teléfono
joining-street = Calle y número
joining-post-code = Código postal
joining-city = Ciudad
joining-first-day = Primer día
joining-discount = Código de descuento
joining-discount-hint = Si tienes uno
joining-agree = Acepto las <a>condiciones de { $space }</a>
joining-must-agree = Hay que aceptar las condiciones.
joining-become = Hacerse miembro
joining-back = Volver
joining-optional = { $question } (opcional)
joining-at-least =
    { $count ->
        [one] al menos { $count } mes
       *[other] al menos { $count } meses
    }
joining-notice =
    { $count ->
        [one] { $count } día de preaviso
       *[other] { $count } días de preaviso
    }
