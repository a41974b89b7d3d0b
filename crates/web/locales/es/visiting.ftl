# What people without an account see and buy: events with tickets, passes for a day, rooms.

## Events

visiting-events = Eventos
visiting-manage-events = Gestionar los eventos
visiting-no-events = Todavía no hay nada planeado. Lo que anuncie { $space } estará aquí.
visiting-no-more = No hay más.
visiting-pages = Páginas
visiting-before = Anteriores
visiting-more = Siguientes
visiting-you-attend = Asistes
visiting-for-members = Para miembros
visiting-left =
    { $left ->
        [0] agotado
        [one] queda { $left } plaza
       *[other] quedan { $left } plazas
    }
visiting-draft = Borrador
visiting-when = Cuándo
visiting-where = Dónde
visiting-online = En línea
visiting-price = Precio
visiting-places = Plazas
visiting-for = Para
visiting-members-of = miembros de { $space }
visiting-about = Temas
visiting-who-comes = Quién viene
visiting-begun = Ya ha empezado o ha terminado.
visiting-draft-seen = Solo lo ven quienes gestionan el espacio.
visiting-attending = Asistes.
visiting-leave = No puedo asistir
visiting-full = No quedan plazas.
visiting-visible = Otros miembros pueden ver que asisto
visiting-attend = Asistir
visiting-get-tickets = Conseguir entradas
visiting-am-member = Soy miembro
visiting-manage-event = Gestionar este evento
visiting-told-in = Asistes. Si cuesta algo, estará en tu próxima factura.
visiting-told-out = Ya no asistes.

## What it costs, and who buys

visiting-free = gratis
visiting-free-of-charge = Gratis
visiting-needed = (obligatorio)
visiting-net = Neto
visiting-to-pay = A pagar
visiting-name = Tu nombre
visiting-email = Correo electrónico
visiting-email-hint = La confirmación se envía ahí.
visiting-more-of-buyer = Empresa, teléfono, dirección de facturación
visiting-company = Empresa
visiting-phone = Teléfono
visiting-street = Calle y número
visiting-post-code = Código postal
visiting-city = Ciudad
visiting-tax-id = NIF/IVA
visiting-comments = Algo que debamos saber
visiting-how-you-pay = Cómo pagas
visiting-pay-next-page = Pagas en la página siguiente, en la del proveedor.
visiting-method-problem = Una forma de pago { $problem }.
visiting-agree = Acepto las <a>condiciones de { $space }</a>
visiting-must-agree = Hay que aceptar las condiciones.
visiting-pay-at-space = Pagas en el espacio.
visiting-show-price = Mostrar el precio
visiting-buy-for = Comprar por { $price }
visiting-back = Volver
visiting-mail-comes = Un correo con todo lo que necesitas está en camino.
visiting-is-paid = Está pagado.

## Tickets

visiting-tickets-for = Entradas para { $event }
visiting-tickets = Entradas
visiting-tickets-problem = El número de entradas { $problem }.
visiting-back-to-event = Volver al evento
visiting-no-way-to-pay = { $space } no ha configurado ninguna forma de pago para las entradas. Escribe al espacio.
visiting-take-tickets =
    { $count ->
        [one] Conseguir la entrada
       *[other] Conseguir { $count } entradas
    }
visiting-have-ticket = Tienes una entrada
visiting-more-events = Más eventos

## Passes for a day

visiting-passes = Pases de día
visiting-come = Venir por un día
visiting-no-passes = { $space } no ofrece pases de día.
visiting-good-at = Válido en estos horarios: { $times }
visiting-the-day = 1. El día
visiting-none-sold = No se vende ninguno para los próximos dos meses.
visiting-count-left = quedan { $count }
visiting-another-day = Otro día
visiting-choose = Elegir
visiting-this-day-problem = Este día { $problem }.
visiting-pass-for = 2. { $pass } para { $day }
visiting-get-pass = Conseguir el pase
visiting-have-pass = Tienes un pase
visiting-more-passes = Más pases

## Paying at a provider

visiting-pay = Pagar
visiting-pay-at-provider = Pagas en la página del proveedor
visiting-pay-how = Tu navegador va allí por sí solo. Cuando esté pagado vuelves aquí, y solo entonces queda comprado.
visiting-go-there = Ir allí
visiting-not-bought = No comprado
visiting-not-paid = Todavía no está pagado
visiting-not-possible = No se ha podido comprar
visiting-not-heard = El proveedor aún no ha recibido tu pago. Vuelve a mirar en un momento.
visiting-goes-back = Lo que has pagado se devuelve solo.
visiting-look-again = Volver a mirar
visiting-start-anew = Empezar de nuevo

## Rooms

visiting-rooms = Salas para reservar
visiting-prices-for-visitors = Estos precios son para visitantes. <a>Reservar como miembro</a>
visiting-no-rooms = { $space } no ofrece salas a visitantes.
visiting-none-free = No hay nada libre a esta hora. Prueba otra, o abre una sala para ver cuándo está libre.
visiting-not-free = No está libre a esta hora
visiting-people-count =
    { $count ->
        [one] { $count } persona
       *[other] { $count } personas
    }
visiting-for-people =
    { $count ->
        [one] Para { $count } persona
       *[other] Para { $count } personas
    }
visiting-people = Personas
visiting-this-problem = Este valor { $problem }.
visiting-people-problem = Este número { $problem }.
visiting-numbers-problem = El número { $problem }.
visiting-free-on = Libre el { $day }
visiting-not-at-all = Nada.
visiting-days = Días
visiting-day-before = El día anterior
visiting-day-after = El día siguiente
visiting-with-it = Además
visiting-cancel-until-start = Puedes cancelar hasta que empiece.
visiting-cancel-until = Puedes cancelar hasta { $hours } h antes de que empiece.
visiting-looked-at = { $space } lo revisa primero y te escribe.
visiting-what-for = Para qué es
visiting-ask = Solicitar
visiting-ask-for-price = Solicitar por { $price }
visiting-book = Reservar
visiting-book-for = Reservar por { $price }
visiting-other-rooms = Otras salas
visiting-price-by-length = precio según la duración
visiting-room-free = gratis
visiting-an-hour = { $price } por hora
visiting-extra-minute = { $price } por minuto
visiting-extra-person = { $price } por persona
visiting-extra-each = { $price } cada uno
visiting-not-at-this-time = No se puede reservar a esta hora. Debajo del día ves cuándo está libre.

## What is booked

visiting-asked = Tu solicitud ha llegado a { $space }. Recibirás un correo en cuanto alguien la haya revisado.
visiting-is-booked = Está reservado. Un correo con todo lo que necesitas está en camino.
visiting-state = Estado
visiting-canceled = Cancelada
visiting-waits = Pendiente de { $space }
visiting-booked = Reservada
visiting-questions = ¿Preguntas? Escribe a <a>{ $email }</a>.
visiting-cancel-it = Cancelarla
visiting-book-else = Reservar otra cosa
visiting-your-booking = Tu reserva
