# What is brought in from files and from Cobot.
imports-import = Importar
imports-lead = Trae lo que tienes en archivos. Primero se revisa todo y ves lo que pasaría; no se crea nada antes de que lo digas.
imports-from-cobot = Traer un espacio entero desde Cobot
imports-a-file = Un archivo
imports-holds = Qué contiene
imports-kind-problem = El contenido { $problem }.
imports-csv = Archivo CSV
imports-file-problem = El archivo { $problem }.
imports-up-to = Hasta { $most } líneas y 5 MB. Comas, puntos y coma o tabuladores: se reconoce solo.
imports-mail = Enviar a los nuevos miembros un enlace a su membresía
imports-look-through = Revisar
imports-files-look = Cómo son los archivos
imports-first-line = La primera línea nombra las columnas, en inglés o alemán, en cualquier orden; las columnas desconocidas se omiten. Empieza por las tarifas, luego los miembros y después las reservas: unas nombran a otras.
imports-template = { $kind }: plantilla
imports-needs-members = { $columns }, y un nombre o una empresa
imports-and-may = y, si lo tienes: { $columns }
imports-passed-over = Una línea que ya existe (un miembro por su correo, una tarifa por su nombre, una reserva por sala, hora y miembro) se pasa por alto: así puedes importar otra vez un archivo después de corregirlo. No se cobra nada por el tiempo anterior a hoy.
imports-earlier = Importaciones anteriores
imports-none = Ninguna todavía. Sus informes quedan aquí 90 días.
imports-forbidden = Tus permisos no te dejan importar nada.

## What can be brought in

imports-kind-members = Miembros
imports-kind-plans = Tarifas
imports-kind-bookings = Reservas
imports-kind-cobot = Espacio en Cobot
imports-thing-space = Espacio
imports-thing-resources = Recursos
imports-thing-custom-fields = Campos propios
imports-thing-memberships = Membresías
imports-thing-field-values = Valores de los campos
imports-thing-teams = Equipos
imports-thing-notes = Notas
imports-thing-time-passes = Pases
imports-thing-contacts = Contactos
imports-thing-articles = Artículos
imports-thing-navigation-links = Enlaces de navegación
imports-thing-invoices = Facturas

## How far it is

imports-state-fetching = se está leyendo
imports-state-checking = se está revisando
imports-state-checked = te espera
imports-state-running = se está importando
imports-state-done = listo
imports-state-failed = interrumpido
imports-reading = Leyendo
imports-looking = Revisando
imports-bringing = Importando
imports-read-so-far = Leído hasta ahora: { $count }. Cobot responde a un número limitado de peticiones por minuto, así que puede tardar un rato.
imports-of = { $done } de { $all }
imports-progress = Progreso
imports-load-again = <a>Volver a cargar esta página sola</a> Puedes salir de ella; el trabajo sigue.
imports-loads-itself = Esta página se vuelve a cargar cada dos segundos. <a>Parar</a> Puedes salir de ella; el trabajo sigue.

## What came of it

imports-checked = Revisado, aún no se ha creado nada
imports-would = Se crearían: { $made }.
imports-would-refused = Se crearían: { $made }, no encajan: { $refused }.
imports-nothing = No hay nada que crear.
imports-mails = Cada nuevo miembro con correo electrónico recibe un mensaje.
imports-overlaps = Las reservas que se solapan se detectan al ejecutarlo.
imports-carry-out = Ejecutar
imports-forget = Descartar
imports-done = Listo
imports-made = Creados: { $made }.
imports-made-refused = Creados: { $made }, no encajaban: { $refused }.
imports-numbers = En cifras
imports-what = Qué
imports-column-would = Se crearía
imports-column-made = Creado
imports-column-known = Ya estaba
imports-column-refused = No encaja
imports-left-invoices = Facturas de los últimos doce meses que se quedan en Cobot: { $count }.
imports-left-ended = Membresías terminadas que se quedan en Cobot: { $count }.
imports-left = Se queda en Cobot: { $what } ({ $count }).
imports-unused = Columnas que no se usan: { $columns }.
imports-misfits = Lo que no encaja
imports-take = <a>Llevarse estas líneas en un archivo</a>.
imports-take-and-mend = <a>Llévate estas líneas en un archivo</a>, corrígelas e importa el archivo otra vez.
imports-line = Línea
imports-column = Columna
imports-why = Por qué
imports-at-column = «{ $column }» { $problem }
imports-delete-report = Eliminar este informe
imports-made-stays = Lo que se ha creado se queda.

## From Cobot

imports-cobot = Desde Cobot
imports-cobot-title = Traer un espacio desde Cobot
imports-cobot-address = Dirección del espacio en Cobot
imports-cobot-address-hint = Su primera parte: puerto, si es puerto.cobot.me
imports-token = Token de acceso
imports-token-hint = De un admin de ese espacio, con permiso de lectura. Se guarda cifrado hasta que todo esté leído, y luego se elimina.
imports-token-problem = El token { $problem }.
imports-past = También las reservas de los dos últimos años
imports-read = Leer y revisar
imports-along = Qué se trae
imports-along-what = La descripción del espacio, salas y puestos, tarifas con créditos, extras y pases, miembros con sus tarifas, campos, notas y equipos, pases que han comprado, contactos, artículos, enlaces de la aplicación de la que es el token, y reservas desde hoy. Nadie recibe correos.
imports-stays-what = Las facturas se quedan en Cobot: descárgalas allí antes de cerrar el espacio. Aquí no se cobra nada por el tiempo anterior a hoy; la próxima factura de cada miembro llega el día que tiene en Cobot. Los impuestos son los de este espacio: configúralos, junto con la zona horaria, antes de empezar. Las formas de pago, cuentas, fotos, eventos y reservas de visitantes no se traen; los miembros conectan su cuenta con una invitación.
imports-again = Puedes hacerlo tantas veces como quieras: lo que ya se trajo se reconoce.
imports-forbidden-cobot = Para esto hace falta el permiso de editar miembros, tarifas, reservas, recursos, complementos y ajustes.
