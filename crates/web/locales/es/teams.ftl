# Teams with a plan.

teams-title = Equipos de { $space }
teams-members = Miembros
teams-teams = Equipos
teams-make = Crear un equipo
teams-none = Todavía no hay ningún equipo. Un equipo tiene una tarifa, tantas plazas como paga y una factura por todo lo que usan sus miembros.
teams-pages = Páginas
teams-before = Anteriores
teams-more = Siguientes
teams-one-pays = Un miembro paga por los demás
teams-seat-count =
    { $count ->
        [one] { $count } plaza
       *[other] { $count } plazas
    }
teams-seats-until =
    { $count ->
        [one] { $count } plaza, hasta el { $day }
       *[other] { $count } plazas, hasta el { $day }
    }

## A new one

teams-needs-plan = Un equipo necesita una tarifa para equipos, y todavía no hay ninguna. <a>Crea una</a> y marca que es para equipos.
teams-name = Nombre
teams-seats = Plazas
teams-seats-hint = El máximo de miembros que puede tener
teams-plan = Tarifa
teams-plan-problem = La tarifa { $problem }.
teams-first-day = Primer día
teams-company = Empresa en la factura
teams-company-hint = Vacío: el nombre del equipo
teams-street = Calle y número
teams-post-code = Código postal
teams-city = Ciudad
teams-mailed-where = Adónde se envían las facturas
teams-not-mailed = Vacío: no se envían
teams-discount = Código de descuento
teams-make-it = Crear
teams-not-now = Ahora no

## One team

teams-leaving = Se va
teams-seats-taken = { $taken } de { $seats } plazas ocupadas
teams-manager = Responsable
teams-until = hasta el { $day }
teams-no-manager = Quitar como responsable
teams-make-manager = Hacer responsable
teams-take-out = Sacar
teams-ends-today = La membresía de { $name } termina hoy.
teams-take-out-name = Sacar a { $name }
teams-nobody = Nadie todavía. Quien se añada primero será responsable y podrá añadir a los demás.
teams-add-somebody = Añadir a alguien
teams-email = Correo electrónico
teams-invitation = Allí se envía una invitación.
teams-add = Añadir
teams-then = Después: { $plan }
teams-one-invoice = Una factura por la tarifa y por todo lo que se usa. La próxima: { $day }.
teams-change-plan = Cambiar la tarifa
teams-new-plan = Nueva tarifa
teams-from = Desde
teams-from-hint = Vacío: desde la próxima renovación.
teams-change-it = Cambiar
teams-ends-on = El equipo termina el { $day }.
teams-end = Terminar el equipo
teams-all-leave = Todos los que están en él se van con él.
teams-all-leave-then = Todos los que están en él se van con él, el primer día que respeta preaviso y permanencia.
teams-last-day = Último día
teams-last-day-hint = Vacío: el primer día que respeta preaviso y permanencia.
teams-end-it = Terminar
teams-invoices = Facturas
teams-mailed = Adónde se envían
teams-mailed-hint = Direcciones separadas por comas. Vacío: no se envían.
teams-save = Guardar
teams-no-name = Sin nombre
teams-plan-from = { $plan } desde el { $day }
