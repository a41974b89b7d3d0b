# The calendar of those who run a space, and the forms of its bookings.
schedule-delete-title = Eliminar { $booking }
schedule-delete-ask = ¿Eliminar esta reserva?
schedule-delete-what = Desaparece al momento y la hora queda libre para otros. El crédito vuelve al miembro.
schedule-delete-one = Eliminar solo esta
schedule-delete-following = Eliminar esta y todas las siguientes
schedule-keep = Conservarla
schedule-nothing-to-book = Aún no hay nada que reservar. <a>Añade primero una sala o un puesto</a>.
schedule-room = Sala o puesto
schedule-room-problem = La sala { $problem }.
schedule-whom = Para quién
schedule-look-for = Buscar un miembro
schedule-look-for-hint = Una parte del nombre, la empresa o el correo
schedule-member = Miembro
schedule-nobody = Nadie
schedule-more-members = Hay más. Busca una parte del nombre.
schedule-member-problem = El miembro { $problem }.
schedule-look-both = Buscar y ver qué está libre
schedule-look = Ver qué está libre
schedule-units = Unidades
schedule-units-hint = Si hay varias; si no, 1
schedule-comments = Comentarios
schedule-repetition = Repetición
schedule-how-often = Con qué frecuencia
schedule-until = Hasta
schedule-times = O tantas veces
schedule-number-problem = El número { $problem }.
schedule-one-of-series = Forma parte de una serie. La hora y la sala cambian solo para esta.
schedule-following = Poner estos comentarios también en las siguientes de la serie
schedule-book-it = Reservar
schedule-delete-dots = Eliminar …
schedule-title = Reservas: { $when }
schedule-days = Días
schedule-week-before = Semana anterior
schedule-day-before = Día anterior
schedule-today = Hoy
schedule-week-after = Semana siguiente
schedule-day-after = Día siguiente
schedule-view = Vista
schedule-day = Día
schedule-week = Semana
schedule-new = Nueva reserva
schedule-of-visitors = Reservas de visitantes
schedule-nothing-columns = Aún no hay nada que reservar. <a>Añade una sala o un puesto</a> y tendrá aquí su columna.
schedule-too-many = Hay { $total } reservas y solo se muestran las primeras 1000. Elige una sala o un día para verlo todo.
schedule-rooms = Salas
schedule-part = Salas { $part }
schedule-colours = Colores
schedule-calendar-of = Calendario: { $when }
schedule-by-day = Reservas por día; la lista de abajo dice lo mismo
schedule-by-room = Reservas por sala; la lista de abajo dice lo mismo
schedule-new-in = Nueva reserva: { $column }
schedule-blocked = Bloqueado: { $title }
schedule-drag-help = Arrastra sobre una hora libre para reservarla, arrastra una reserva para moverla y su borde inferior para alargarla o acortarla. Con el dedo, mantén pulsada la reserva un momento para levantarla. Esc la suelta. Cada reserva se abre con un clic o Intro, donde se puede escribir lo mismo.
schedule-as-list = Lo mismo como lista
schedule-none-on-day = No hay nada reservado este día.
schedule-none = No hay nada reservado.

## Said by the script; what stands in braces is put in there

schedule-says-stale = No se ha podido volver a cargar el calendario. Recarga la página.
schedule-says-taken = Ocupado
schedule-says-unreached = No se ha podido contactar con el servidor. La reserva sigue donde estaba.
schedule-says-reload = Recarga la página.
schedule-says-now = Ahora { $where }.
schedule-says-moved = Movida a { $where }.
schedule-says-stays = { $booking } queda como estaba. { $where }: { $why }

## What was done

schedule-told-made = Está reservado.
schedule-told-series = Está reservado. Las repeticiones llegan en un momento; las horas ocupadas se omiten.
schedule-told-changed = La reserva se ha cambiado.
schedule-told-deleted = La reserva se ha eliminado.
schedule-told-all = La reserva y las siguientes se han eliminado.
schedule-of-the-rooms = { $count } de las salas
schedule-blocked-line = Bloqueado: { $title }, { $times }, { $rooms }
schedule-visitor = visitante
schedule-event = evento
schedule-so-many-units = { $count } unidades
schedule-nobody-named = Sin nombre
schedule-when = Cuándo
schedule-to-pay = A pagar, neto
schedule-reason-event = Pertenece a un evento y cambia con él.
schedule-reason-visitor = Es de un visitante y cambia con lo que este reservó.
schedule-reason-invoice = Está en una factura.
schedule-reason-look = Puedes ver las reservas, pero no cambiar esta.

## How often

schedule-once = Una vez
schedule-daily = Cada día
schedule-weekdays = De lunes a viernes
schedule-weekly = Cada semana
schedule-fortnightly = Cada dos semanas
schedule-monthly = Cada mes
schedule-yearly = Cada año

## What would come of it

schedule-free = Está libre.
schedule-all-free = Las { $count } horas están libres.
schedule-price = Precio: { $price }.
schedule-taken = Está ocupado.
schedule-first-free = La primera debe estar libre.
schedule-left-out = Se omiten.
schedule-some-taken = Ocupadas: { $count } de { $all } horas ({ $days }).
schedule-end-problem = El final { $problem }.
schedule-start-problem = El inicio { $problem }.
schedule-units-problem = El número de unidades { $problem }.
schedule-how-often-problem = La frecuencia { $problem }.
schedule-gone = La reserva o la sala ya no existe.
