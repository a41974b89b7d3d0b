# The public page of a space, its terms, and what of it is shown within pages of others.

spaces-find-us = Dónde estamos
spaces-address = Dirección
spaces-phone = Teléfono
spaces-email = Correo electrónico
spaces-zone = Zona horaria
spaces-hours = Horario
spaces-book = Reservar una sala
spaces-own-bookings = Tus reservas
spaces-plans = Tarifas
spaces-join = Hacerse miembro<hidden> con { $plan }</hidden>
spaces-day = Venir por un día
spaces-rooms = Salas para reservar
spaces-all-rooms = Todas las salas
spaces-events = Eventos
spaces-all-events = Todos los eventos
spaces-nothing-offered = { $space } no ofrece nada aquí en este momento. <a>Ver la página de inicio</a>
spaces-closed = Este espacio está cerrado en este momento.

## Law

spaces-legal = Información legal
spaces-terms = Condiciones
spaces-privacy = Privacidad
spaces-imprint = Aviso legal
spaces-since = Desde el { $day }
spaces-terms-of = Condiciones de { $space }
spaces-no-terms = No hay ninguna.
spaces-kind-terms = Condiciones del espacio
spaces-kind-privacy = Privacidad del espacio
spaces-kind-imprint = Aviso legal del espacio
