# People who are no members, for those who run a space.
contacts-title = Contactos de { $space }
contacts-search-for = Nombre, empresa, correo o teléfono
contacts-tag = Etiqueta
contacts-all-tags = Todas las etiquetas
contacts-add = Añadir un contacto
contacts-nobody-like = No hay nadie así.
contacts-none = Los contactos son personas que no son miembros: los visitantes que reservaron una sala o compraron un pase de día o una entrada aparecen aquí por sí solos, y puedes añadir a quien pida una oferta.
contacts-nobody-known = Persona desconocida

## One contact

contacts-person = Persona
contacts-edit = Editar
contacts-take-in-this = Añadir como miembro
contacts-the-member = Ver el miembro
contacts-doings = Reservas y compras
contacts-no-doings = Nada todavía.
contacts-new-invoice = Factura nueva
contacts-booked = reserva
contacts-day-pass = pase de día
contacts-attends = asiste
contacts-pass-confirmed = confirmado
contacts-pass-canceled = cancelado
contacts-delete = Eliminar el contacto
contacts-delete-what = Quien haya reservado, comprado o recibido una factura se queda sin nombre, dirección ni notas; las facturas conservan lo que pone en ellas. No se puede deshacer.
contacts-delete-yes = Eliminar a { $name }

## The form

contacts-edit-one = Editar un contacto
contacts-known-email = Si ya existe un contacto con este correo, recibe lo que escribas aquí.
contacts-tags-hint = Separadas por comas: boletín, taller
contacts-notes = Notas
contacts-notes-problem = El campo de notas { $problem }.

## A contact becomes a member

contacts-take-in-title = Añadir a { $name }
contacts-take-in-heading = Añadir a { $name } como miembro
contacts-taken-over = El nombre y la dirección se mantienen. Las reservas y las facturas de { $name } se quedan en el contacto.
contacts-taken-over-email = El nombre y la dirección se mantienen, también { $email }. Las reservas y las facturas de { $name } se quedan en el contacto.
contacts-take-in = Añadir
