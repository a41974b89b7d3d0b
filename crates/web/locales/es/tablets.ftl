# Tablets at the entrance and at doors, and cards for them.

## At the entrance

tablets-check-in = Registrar la entrada
tablets-check-out = Registrar la salida
tablets-welcome = Bienvenido a { $space }
tablets-here =
    { $count ->
        [one] Hay { $count } miembro aquí.
       *[other] Hay { $count } miembros aquí.
    }
tablets-with-card = Con tu tarjeta
tablets-hold = Acércala al lector, o escribe su número
tablets-with-login = Con tu cuenta
tablets-email = Correo electrónico
tablets-password = Contraseña
tablets-done = Listo
tablets-welcome-name = Hola, { $name }
tablets-in-until = Tu entrada está registrada hasta las { $time }.
tablets-goodbye = Hasta pronto
tablets-out = Tu salida está registrada.
tablets-unknown-card = Nadie tiene esta tarjeta
tablets-ask = Pregunta a quienes gestionan el espacio.
tablets-not-right = No es correcto
tablets-look-again = Revisa la dirección y la contraseña.
tablets-not-in = Tu entrada no está registrada
tablets-cannot-come-in = No puedes entrar

## At a door

tablets-title-free = { $room }: libre
tablets-title-taken = { $room }: ocupada
tablets-now = Ahora
tablets-free = Libre
tablets-until = hasta las { $time }
tablets-book-now = Reservar ahora
tablets-next = Lo que viene después
tablets-nothing-booked = No hay nada reservado para las próximas 24 horas.
tablets-booked = Reservado

## Setting them up

tablets-title = Tabletas de { $space }
tablets-tablets = Tabletas
tablets-why = Una tableta en la entrada registra a los miembros con su tarjeta o su cuenta. Junto a una puerta muestra si la sala está libre. Nadie tiene la sesión iniciada en ella, y puedes retirarla desde aquí.
tablets-open-address = <strong>Abre esta dirección en la tableta. Solo se muestra esta vez.</strong>
tablets-set-up = Configuradas
tablets-none = No hay ninguna.
tablets-take-back = Retirar<hidden> { $tablet }</hidden>
tablets-take-back-yes = Sí, ya no mostrará nada
tablets-one-more = Una más
tablets-name = Cómo la llamas
tablets-name-hint = Entrada, primera planta
tablets-where = Dónde está
tablets-entrance = En la entrada, para registrar la entrada
tablets-door-of = Junto a la puerta de { $room }
tablets-room-problem = La sala { $problem }.
tablets-make-address = Crear su dirección
tablets-line = { $place } · desde el { $since } · sin usar todavía
tablets-line-used = { $place } · desde el { $since } · último uso { $used }
tablets-at-entrance = en la entrada
tablets-at-a-door = junto a una puerta
tablets-at-door-of = junto a la puerta de { $room }

## On the device

tablets-not-set-up = Este dispositivo no está configurado
tablets-how-to-set-up = <a>Configúralo como tableta de { $space }</a> y abre después su dirección aquí.
tablets-who-sets-up = Quienes gestionan { $space } configuran tabletas para la entrada y las puertas.
tablets-is-this = ¿Es esta “{ $tablet }”?
tablets-will-show = A partir de ahora este dispositivo muestra si la sala está libre. Nadie tiene la sesión iniciada en él.
tablets-will-check-in = A partir de ahora este dispositivo registra la entrada de los miembros. Nadie tiene la sesión iniciada en él.
tablets-yes = Sí, configurarlo

## Cards

tablets-cards-of = Tarjetas de { $name }
tablets-cards-why = Quien acerca una de estas al lector de una <a>tableta en la entrada</a> queda registrado como { $name }.
tablets-no-cards = No hay ninguna.
tablets-since = desde el { $day }
tablets-take-away = Quitar<hidden> { $card }</hidden>
tablets-another-card = Otra tarjeta
tablets-number = Número
tablets-number-hint = Acerca la tarjeta a un lector de este ordenador, o escribe lo que lleva impreso.
tablets-add = Añadir
