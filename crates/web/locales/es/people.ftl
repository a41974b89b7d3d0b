# Members, for those who run a space.
people-add = Añadir un miembro
people-no-plan = Un miembro necesita una tarifa, y aún no hay ninguna. <a>Crea la primera</a>.
people-nothing-mailed = No se envía nada ahora. Después puedes crear un enlace de invitación.
people-plan = Tarifa
people-plan-problem = La tarifa { $problem }.
people-code = Código de descuento
people-title = Miembros de { $space }
people-members = Miembros
people-search-for = Nombre, empresa o correo
people-today = { $count } hoy
people-found = Encontrados: { $count }
people-nobody = Aún no hay nadie. Añade a alguien o da la dirección de tu espacio: allí se pueden apuntar.
people-not-confirmed = Sin confirmar
people-leaving = Se va
people-send-link = Envía este enlace a { $name }
people-link-what = Quien lo abra e inicie sesión recibe esta membresía. Se muestra solo esta vez y vale 30 días.
people-waits = { $name } se ha apuntado y espera.
people-confirm = Confirmar
people-no-own-plan = Ninguna propia
people-change-plan = Cambiar la tarifa
people-new-plan = Nueva tarifa
people-next-renewal = Vacío: desde la próxima renovación.
people-change = Cambiar
people-stay = Quedarse al final
people-end = Terminar la membresía
people-first-possible = Vacío: el primer día que respeta preaviso y permanencia.
people-end-it = Terminar
people-bookings = Próximas reservas
people-number = Número de miembro
people-tax-number = Número fiscal
people-since = Desde
people-until = Hasta
people-next-invoice = Próxima factura
people-which = Cuáles
people-all-plans = Todas las tarifas
people-teams = Equipos
people-import = Importar
people-export = Exportar como CSV
people-waiting = Te esperan
people-waiting-what = Se han registrado y serán miembros en cuanto confirmes.
people-nobody-like = No hay nadie así. <a>Mostrar todos los miembros</a>
people-stage-today = Miembros hoy
people-stage-former = Antiguos miembros
people-stage-all = Todos
people-name = Nombre
people-email = Correo
people-member = Miembro
people-very-many = Más de 10 000

## One member

people-person = Persona
people-connected = Conectado con una cuenta.
people-make-link = Crear un enlace de invitación
people-edit = Editar
people-cards = Tarjetas para la entrada
people-then = Después: { $plan } desde el { $day }
people-paid-for = Lo paga <a>{ $name }</a>
people-no-invoices = Ninguna todavía.
people-pays-with = Se pagan con { $method }, se cobran al vencer.
people-charges = Cargos y abonos
people-new-invoice = Nueva factura
people-invoice-of = { $number } del { $day }

## Notes, fields, passes and what happened

people-notes = Notas
people-no-notes = Ninguna todavía. El miembro no las ve.
people-on-top = Arriba
people-delete-note = Eliminar<hidden> la nota de { $about }</hidden>
people-a-note = Una nota
people-keep-on-top = Mantenerla arriba
people-note-it = Anotar
people-files = Archivos
people-no-files = Ninguno todavía: contratos, copias de documentos. El miembro no los ve.
people-a-file = Un archivo
people-file-size = 10 MiB como máximo.
people-attach = Adjuntar
people-delete-file = Eliminar<hidden> { $file }</hidden>
people-delete-for-good = Eliminar definitivamente<hidden>: { $file }</hidden>
people-kilobytes = { $size } kB
people-megabytes = { $size } MB
people-more-about = Más sobre { $name }
people-answers = Respuestas al registrarse
people-passes = Pases de día
people-no-passes = No queda ninguno.
people-passes-left = Quedan: { $count }
people-take-away = Retirar<hidden> { $pass }, { $about }</hidden>
people-give-passes = Dar pases
people-pass-kind = Tipo
people-charge-passes = Al precio de la tarifa, en la próxima factura
people-give = Darlos
people-pass-no-end = sin fin
people-pass-until = hasta { $when }
people-visits = En el espacio, últimos 90 días
people-no-visits = Ni una vez.
people-happened = Qué ha pasado

## Who somebody is, and where bills go

people-edit-name = Editar a { $name }
people-as-written = O tal como se escribió
people-as-written-hint = Sustituye a calle, código postal y ciudad.
people-address-problem = La dirección { $problem }.
people-bills = Facturas
people-billing-emails = Correos electrónicos para las facturas
people-billing-emails-hint = Con comas entre ellos; vacío: el de arriba
people-charge-taxes = Se cobran impuestos
people-next-invoice-hint = Moverla mueve todas las siguientes
people-delete = Eliminar para siempre
people-delete-what = Las tarifas, notas y próximas reservas desaparecen; las reservas pasadas quedan sin nombre, y las facturas tal como se escribieron. Si alguien solo se va, cancela su membresía. No se puede deshacer.
people-delete-name = Eliminar a { $name }

## Charges and credits

people-charges-of = Cargos de { $name }
people-on-next = En la próxima factura
people-no-charges = Nada. Las tarifas y reservas se facturan solas; aquí apuntas lo que se añade una vez, como impresiones o una llave, o devuelves algo.
people-charge-back = Retirar<hidden> { $title }</hidden>
people-bill-now = Facturarlos ahora
people-put-down = Apuntar algo
people-charge-what = Qué
people-charge-many = Cuántos
people-charge-each = Cada uno, neto
people-charge-tax = Impuesto, %
people-charge-tax-hint = Vacío: como siempre
people-charge-credit = Un abono: el miembro lo recibe de vuelta
people-charge-day = Día
people-put-it-down = Apuntar
people-charge-net = { $amount } neto
people-charge-net-credit = { $amount } neto, un abono
