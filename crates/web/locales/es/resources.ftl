# Rooms, desks and whatever else can be booked, for members and for visitors.
resources-title = Salas y puestos de { $space }
resources-all = Salas y puestos
resources-add-one = Añadir
resources-none = No hay ninguno. Salas, puestos, una impresora: lo que los miembros reservan por horas.
resources-add = Añadir una sala o un puesto
resources-kind = Qué es
resources-kind-room = Una sala
resources-kind-desk = Un puesto
resources-kind-other = Otra cosa
resources-price = Precio por hora, neto
resources-capacity = Para cuántas personas
resources-units = Cuántos hay
resources-units-hint = Los puestos iguales pueden ser una sola entrada: se pueden reservar tantos a la vez.
resources-photo = Foto
resources-photo-hint = La dirección de una imagen
resources-when = Cuándo se puede reservar
resources-times = Horario de reserva
resources-cutoff = Horas de antelación, como mínimo
resources-cancellation = Se puede cancelar hasta tantas horas antes
resources-shortest = Reserva más corta, minutos
resources-longest = Reserva más larga, minutos
resources-hidden = Oculto para los miembros
resources-admins-only = Solo lo reservan los admins
resources-offer = Ofrecerlo a visitantes
resources-for-visitors = { $name } para visitantes
resources-visitors-book = Los visitantes reservan en <a>{ $url }</a>.
resources-not-offered = Los visitantes no pueden reservarlo. Guarda este formulario para ofrecérselo.
resources-empty = Lo que dejes vacío será como para los miembros.
resources-visitors-cancel = Cancelable hasta tantas horas antes
resources-instructions = Cómo llegan los visitantes
resources-instructions-hint = Se envía por correo a quienes han reservado
resources-approve = Apruebo cada reserva
resources-withdraw = Dejar de ofrecerlo a visitantes
resources-free = gratis
resources-an-hour = { $price } por hora
resources-people =
    { $count ->
        [one] { $count } persona
       *[other] { $count } personas
    }
resources-of-them = { $count } unidades
