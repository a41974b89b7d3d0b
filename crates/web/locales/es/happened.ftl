# What happened to an invoice or a member, as their histories tell it.

## Invoices and payments

happened-written = Factura emitida
happened-changed = Factura modificada
happened-sent = Factura enviada
happened-e-invoice = Factura electrónica solicitada
happened-written-off = Factura dada de baja
happened-deleted-invoice = Factura eliminada
happened-payment-noted = Pago anotado
happened-payment-taken-back = Pago retirado
happened-paid-back = Dinero devuelto
happened-charge = Cargo creado
happened-deleted-charge = Cargo eliminado
happened-payment-method = Forma de pago modificada

## Memberships

happened-membership = Membresía creada
happened-confirmed = Membresía confirmada
happened-deleted-membership = Membresía eliminada
happened-canceled = Membresía cancelada
happened-uncanceled = Cancelación retirada
happened-reactivated = Membresía reactivada
happened-plan = Cambio de tarifa
happened-ended = Fin de la membresía alcanzado
happened-plan-day = Fecha del cambio de tarifa alcanzada
happened-details = Datos de la membresía modificados
happened-picture = Foto modificada
happened-profile = Perfil modificado
happened-field = Campo propio modificado
happened-connected = Cuenta conectada
happened-connected-changed = Cuenta conectada modificada
happened-terms = Condiciones aceptadas

## What members do

happened-booking = Reserva creada
happened-changed-booking = Reserva modificada
happened-deleted-booking = Reserva eliminada
happened-series = Serie de reservas completada
happened-allocation = Puesto asignado
happened-changed-allocation = Asignación modificada
happened-deleted-allocation = Asignación eliminada
happened-attendance = Inscripción en un evento
happened-deleted-attendance = Inscripción en un evento anulada
happened-check-in = Entrada registrada
happened-check-out = Salida registrada
happened-card = Tarjeta creada
happened-deleted-card = Tarjeta eliminada
happened-passes = Pases añadidos
happened-passes-gone = Pases retirados
happened-issue = Consulta abierta
happened-changed-issue = Consulta modificada
happened-deleted-issue = Consulta eliminada
happened-note = Texto
