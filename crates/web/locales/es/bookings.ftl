# What members book for themselves.

## When

bookings-when = Cuándo
bookings-day = Día
bookings-from = Desde
bookings-for = Duración
bookings-show-free = Mostrar lo que está libre
bookings-day-problem = El día { $problem }.
bookings-time-problem = La hora { $problem }.
bookings-length-problem = La duración { $problem }.

## Rooms

bookings-book = Reservar una sala
bookings-none-bookable = Con tu membresía no puedes reservar nada. Quien gestiona { $space } puede decirte por qué.
bookings-people =
    { $count ->
        [one] { $count } persona
       *[other] { $count } personas
    }
bookings-for-length = por { $length }
bookings-not-free = No está libre a esta hora
bookings-price = Precio
bookings-credits = Créditos
bookings-credits-pay = { $amount } se pagan con tus créditos
bookings-take-back = Cancelar
bookings-until-start = hasta que empiece
bookings-until = hasta { $hours } h antes de que empiece
bookings-add = Añadir un título o un deseo
bookings-title = Título
bookings-title-problem = El título { $problem }.
bookings-comments = Para quienes gestionan el espacio
bookings-this-problem = Este texto { $problem }.
bookings-book-it = Reservar
bookings-something-else = Otra cosa
bookings-room-taken = No está libre a esta hora, o tu membresía no lo permite entonces.
bookings-see-free = Ver lo que está libre
bookings-free = gratis
bookings-covered = cubierto por tus créditos

## One's own bookings

bookings-own = Tus reservas
bookings-made = { $room } es tuya: { $when }.
bookings-taken-back = La reserva se ha cancelado.
bookings-in-calendar = Mostrarlas en tu calendario
bookings-coming = Próximas
bookings-none = No has reservado nada.
bookings-cancel = Cancelar<hidden> { $room }, { $when }</hidden>
bookings-more-of-yours = Más reservas tuyas
bookings-sooner = Anteriores
bookings-later = Posteriores
bookings-last-days = Los últimos 30 días
bookings-nothing-to-pay = nada que pagar

## The list of all bookings, for those who run a space

bookings-list = Reservas
bookings-list-all = Todas
bookings-list-total =
    { $count ->
        [one] { $count } reserva
       *[other] { $count } reservas
    }
bookings-list-none = No hay nada reservado en estos días.
bookings-list-who = Quién
