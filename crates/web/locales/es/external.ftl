# Bookings of visitors: for those who run a space, and the links by which visitors cancel.
external-title = Reservas de visitantes
external-time = Periodo
external-to-come = Próximas
external-over = Pasadas
external-none-past = Ningún visitante ha reservado nada todavía.
external-none = Ningún visitante ha reservado nada a partir de hoy. Los visitantes reservan lo que se les abre como recurso externo; lo que necesita tu aprobación espera aquí.
external-waits = Espera tu respuesta
external-approve = Aprobar
external-decline = Rechazar
external-decline-dots = Rechazar …
external-cancel = Cancelar
external-cancel-dots = Cancelar …
external-told-by-mail = Se avisa al visitante por correo y la hora queda libre para otros. No se puede deshacer.

## For visitors

external-impossible = No es posible
external-ask = Se envía un enlace para cancelar la reserva a la dirección con la que se hizo.
external-ask-title = Cancelar una reserva
external-send-link = Enviar el enlace
external-look-title = Mira tu correo
external-look = El enlace está en camino. Vale 24 horas.
external-cancel-text = { $resource } en { $space }, { $when }: otros podrán reservarlo.
external-cancel-title = ¿Cancelar esta reserva?
external-canceled-title = Está cancelada
external-canceled = Tu reserva está cancelada. También te lo confirma un correo.

## What is known of a booking

external-state-pending = pendiente
external-state-approved = aprobada
external-state-canceled = cancelada
external-state = Estado
external-no-room = Una sala que ya no existe
external-a-booking = Una reserva
external-price = Precio con extras e impuestos
external-admin-comments = Comentarios para los admins
external-visitors = Visitantes
