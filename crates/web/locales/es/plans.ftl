# Plans, for those who offer them.
plans-title = Tarifas de { $space }
plans-all = Tarifas
plans-make = Crear una tarifa
plans-none = No hay ninguna. Una tarifa dice cuánto cuesta una membresía y qué incluye; la gente se apunta a una.
plans-new = Nueva tarifa
plans-later = Quienes ya son miembros conservan lo que tienen; los cambios valen para quienes se apunten o pasen a esta tarifa después.
plans-price = Precio, neto
plans-months = Para cuántos meses
plans-months-hint = 1 es una tarifa que se paga cada mes
plans-notice = Preaviso, días
plans-commitment = Permanencia mínima, meses
plans-hidden = Oculta: solo puede apuntarse quien tenga el enlace
plans-approve = Confirmo a cada nuevo miembro
plans-for-teams = Para equipos: un precio, sea cual sea el número de miembros
plans-inside = Extras, pases de día, créditos y salas
plans-no-longer = Dejar de ofrecerla

## What is in a plan

plans-parts-title = Qué incluye { $plan }
plans-not-saved = No se ha guardado.
plans-take-out = Quitar<hidden> { $name }</hidden>
plans-add-it = Añadir
plans-extras = Extras
plans-extras-what = Una taquilla, una plaza de aparcamiento: lo que se puede añadir a la tarifa y se factura con ella. Un precio negativo es un descuento permanente.
plans-extras-add = Añadir un extra
plans-extra-about =
    { $months ->
        [one] { $price } neto al mes
       *[other] { $price } neto por { $months } meses
    }
plans-passes = Pases de día
plans-passes-what = Lo que un miembro necesita para registrar la entrada cuando la tarifa no vale todos los días.
plans-passes-add = Añadir un tipo de pases
plans-included = Incluidos
plans-included-hint = Cada mes; vacío: ninguno, se compran
plans-one-more = Uno más, neto
plans-last = Validez de los comprados, días
plans-last-hint = Vacío: sin límite
plans-weekly = Se renuevan cada semana en lugar de cada mes
plans-good-at = Cuándo valen
plans-good-at-hint = Por ejemplo mon-fri 9-18, o 2h desde el check-in; vacío: todo el día
plans-pass-month =
    { $count ->
        [one] { $count } al mes incluido
       *[other] { $count } al mes incluidos
    }
plans-pass-week =
    { $count ->
        [one] { $count } por semana incluido
       *[other] { $count } por semana incluidos
    }
plans-pass-more = uno más por { $price } neto
plans-pass-last =
    { $days ->
        [one] los comprados valen { $days } día
       *[other] los comprados valen { $days } días
    }
plans-credits = Créditos para salas
plans-credits-what = Horas o un importe que cada mes incluye para algunas salas.
plans-credits-add = Añadir créditos
plans-hours = Horas al mes
plans-or-amount = O un importe, neto
plans-hour-more = Una hora más, neto
plans-hour-more-hint = Vacío: el precio de la sala
plans-for-rooms = Para estas salas
plans-add-them = Añadir
plans-credit-hours = { $hours } h al mes
plans-credit-amount = { $amount } al mes
plans-credit-then = después { $price } neto por hora
plans-signup = Al apuntarse
plans-signup-what = { $name }: { $amount } neto, una sola vez, en la primera factura.
plans-signup-none = No se cobra nada una sola vez.
plans-signup-add = Cobrar algo una sola vez
plans-what-for = Por qué concepto
plans-amount = Importe, neto
plans-amount-hint = { $currency }; vacío o 0: nada
plans-signup-name = Cuota de alta
plans-rooms = Salas que sus miembros pueden reservar
plans-only-these = Solo estas
plans-rooms-hint = Ninguna marcada: todas las que no están ocultas.

## A plan changes for those who are on it

plans-update = Cambiar para los miembros actuales
plans-update-title = Cambiar { $plan } para los miembros actuales
plans-update-lead = Cada miembro tiene una copia de la tarifa tal como era cuando se apuntó. Aquí cambias esas copias: primero ves qué pasaría y a quién, y nada cambia hasta que tú lo digas.
plans-update-none = Nadie tiene esta tarifa.
plans-update-what = Qué cambia
plans-update-what-problem = Lo que cambia { $problem }.
plans-update-price = Solo el precio
plans-update-price-hint =
    { $months ->
        [one] { $currency } al mes. Quien paga con otro ritmo o en otra moneda queda fuera.
       *[other] { $currency } por { $months } meses. Quien paga con otro ritmo o en otra moneda queda fuera.
    }
plans-update-access = Solo las salas
plans-update-which-rooms = Las salas que podrán reservar
plans-update-plan = Todo: la tarifa tal como es ahora
plans-update-plan-hint = Ahora { $price }. Lo que has cambiado para miembros concretos desaparece. Los extras se quedan si la tarifa aún los tiene, y los descuentos de códigos también.
plans-update-when = Desde cuándo
plans-update-when-problem = El día { $problem }.
plans-update-renewal = La próxima renovación de cada miembro
plans-update-day = Un día para todos
plans-update-date = Día
plans-update-next = Próxima factura
plans-update-next-hint = Vacío: el día de siempre. Si no, uno de los primeros 28 días de un mes, a partir de ese día. Nada se prorratea.
plans-update-commitment = La permanencia mínima de la tarifa empieza de nuevo con el cambio.
plans-update-who = Quién
plans-update-who-problem = Miembros: { $problem }.
plans-update-all =
    { $count ->
        [one] El único miembro con esta tarifa
       *[other] Los { $count } que tienen esta tarifa
    }
plans-update-some = Solo los marcados
plans-update-members = Miembros
plans-update-one-page = Solo cuenta lo que está marcado en esta página.
plans-update-preview = Ver qué pasaría
plans-update-earlier = Cambios anteriores
plans-update-state-draft = te espera
plans-update-state-running = en curso
plans-update-state-done = hecho
plans-update-state-failed = interrumpido
plans-update-becomes =
    { $months ->
        [one] El precio pasa a ser { $price } neto al mes.
       *[other] El precio pasa a ser { $price } neto por { $months } meses.
    }
plans-update-may-book = Salas que los miembros podrán reservar: { $rooms }.
plans-update-all-rooms = todas las que no están ocultas
plans-update-as-it-is = Reciben la tarifa tal como se ofrecía entonces: { $price }.
plans-update-with-renewal = Empieza con la próxima renovación de cada miembro.
plans-update-from-day = Empieza el { $day }.
plans-update-from-day-next = Empieza el { $day }; la siguiente factura es del { $next }.
plans-update-draft = Esto pasaría; aún no ha cambiado nada.
plans-update-would =
    { $count ->
        [one] { $count } miembro cambiaría.
       *[other] { $count } miembros cambiarían.
    }
plans-update-nobody = No cambiaría nadie.
plans-update-left =
    { $count ->
        [one] { $count } queda fuera.
       *[other] { $count } quedan fuera.
    }
plans-update-carry-out = Ejecutar
plans-update-forget = Descartar
plans-update-running = Cambiando las tarifas
plans-update-of = { $done } de { $all }
plans-update-progress = Progreso
plans-update-load-again = <a>Volver a cargar esta página sola</a> Puedes salir de ella; el trabajo sigue.
plans-update-loads-itself = Esta página se vuelve a cargar cada dos segundos. <a>Parar</a> Puedes salir de ella; el trabajo sigue.
plans-update-done = Hecho
plans-update-changed =
    { $count ->
        [one] Se ha cambiado { $count } miembro.
       *[other] Se han cambiado { $count } miembros.
    }
plans-update-announce = Nadie recibe un correo por esto. <a>Escribir un anuncio</a>
plans-update-who-would = Quién cambiaría
plans-update-member = Miembro
plans-update-from = Desde
plans-update-before = Hasta ahora
plans-update-then = Después
plans-update-left-out = Quién queda fuera
plans-update-why = Por qué
plans-update-left-ends = La membresía termina antes.
plans-update-left-scheduled = Hay otro cambio previsto, y como mucho puede haber uno. Cambia a este miembro a mano.
plans-update-left-unchanged = Nada sería distinto.
plans-update-left-plan = Ahora tiene otra tarifa.
plans-update-left-cycle = Paga por otro número de meses cada vez.
plans-update-left-currency = Paga en otra moneda.
plans-update-left-billed = Ya hay facturas hasta un día posterior al que debía tener la próxima.
plans-update-delete-report = Borrar este informe
plans-update-stays = Lo que se ha cambiado se queda.
