# Calendars that other programs subscribe to.

calendars-own = Tus calendarios
calendars-why = Tu teléfono u ordenador puede mostrar lo que está reservado en { $space }: crea un calendario aquí y suscríbete allí a su dirección. Quien conozca la dirección ve lo que tú ves, así que guárdala para ti. Si alguien más la ha conseguido, da otra al calendario.
calendars-made = Creados hasta ahora
calendars-none = No hay ninguno.
calendars-other-address = Otra dirección<hidden> para { $calendar }</hidden>
calendars-delete = Eliminar<hidden> { $calendar }</hidden>
calendars-make = Crear un calendario
calendars-shows = Qué muestra
calendars-this-problem = Esto { $problem }.
calendars-name = Nombre (si quieres)
calendars-name-problem = El nombre { $problem }.
calendars-make-it = Crear
calendars-account = Tu cuenta
calendars-of-yours = Tus reservas y eventos
calendars-of-all = Todas las reservas
calendars-address-of = dirección del { $day }
calendars-since = desde el { $day }

## The address

calendars-address-title = La dirección de tu calendario
calendars-new-address = La nueva dirección
calendars-is-made = Tu calendario está creado
calendars-copy = Copia esta dirección ahora: solo se muestra esta vez.
calendars-old-closed = La anterior ya no abre nada.
calendars-address-label = Dirección del calendario
calendars-subscribe = Suscribirse en este dispositivo
calendars-google = Otros calendarios, el signo más, <em>Desde URL</em>. Google vuelve a mirar cuando le parece, a menudo solo después de unas horas.
calendars-thunderbird = Nuevo calendario, <em>En la red</em>, sin nombre de usuario.
calendars-apple = Archivo, <em>Nueva suscripción a calendario</em>.
calendars-outlook = Agregar calendario, <em>Suscribirse desde la web</em>.
