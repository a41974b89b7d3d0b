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
