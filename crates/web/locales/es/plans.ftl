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
