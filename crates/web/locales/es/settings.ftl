# What a space sets: its name and region, and what members may do.
settings-of = Ajustes de { $space }
settings-look-only = Puedes ver los ajustes del espacio, pero no cambiarlos.

## The page of all settings

settings-the-space = El espacio
settings-space = Nombre, contacto y horario
settings-space-about = Lo que ven los visitantes y dónde estáis.
settings-region = Región, precios e impuestos
settings-region-about = País, zona horaria, moneda, impuestos por nombre, precios con o sin ellos.
settings-domain = Dominio propio
settings-domain-about = Tus páginas en una dirección tuya, por ejemplo members.example.org.
settings-look = Aspecto
settings-look-about = El color de tus páginas.
settings-home = Página de inicio y widgets
settings-home-about = Lo primero que ven los visitantes, y partes de ello en tu propio sitio web.
settings-tablets = Tabletas
settings-tablets-about = Pantallas en las puertas y check-in en la entrada.
settings-members = Miembros
settings-rules = Lo que pueden hacer los miembros
settings-rules-about = Repetir reservas, cancelar y cambiar de tarifa por su cuenta, días de las facturas.
settings-questions = Preguntas al registrarse
settings-questions-about = Lo que quieres saber de quien se apunta.
settings-fields = Campos propios
settings-fields-about = Lo que anotas de cada miembro.
settings-terms = Condiciones
settings-terms-about = Lo que aceptan los miembros, aviso legal y privacidad.
settings-money = Dinero
settings-invoicing = Facturación
settings-invoicing-about = Números, plazos de pago, envío, recordatorios, cuentas.
settings-providers = Proveedores de pagos
settings-providers-about = Tarjetas y adeudos con Stripe o PayPal.
settings-debits = Adeudos
settings-debits-about = Mandatos y archivos para tu banco.
settings-codes = Códigos de descuento
settings-codes-about = Menos para quien conoce una palabra.
settings-products = Extras para reservas
settings-products-about = Café, catering, un proyector.
settings-sayings = Lo que comunicas
settings-announcements = Anuncios
settings-announcements-about = Noticias para los miembros, en su página y por correo.
settings-emails = Correos
settings-emails-about = Los textos de los correos que se envían por ti.
settings-articles = Artículos
settings-articles-about = Respuestas en tu asistencia.
settings-programs = Personas y programas
settings-admins = Quién gestiona el espacio
settings-admins-about = Admins, sus permisos, un segundo factor.
settings-webhooks = Webhooks
settings-webhooks-about = Decir a otros programas lo que pasa.

## Name, contact and opening hours

settings-address-stays = Su dirección es <a>{ $site }</a> y no cambia.
settings-what-it-is = Qué es
settings-what-it-is-hint = En la página de inicio.
settings-email = Correo electrónico del espacio
settings-email-hint = A ella llegan las respuestas a los correos de los miembros
settings-contact-email = Correo electrónico para visitantes
settings-contact-email-hint = Vacío: el mismo
settings-where = Dónde está
settings-one-line = En una línea
settings-one-line-hint = Como la ven los visitantes: Muelle 1, Valencia
settings-street-hint = Esto y lo siguiente se imprime en las facturas
settings-state = Provincia
settings-hours = Horario
settings-hours-what = Para visitantes; un día sin horas está cerrado.
settings-hours-from = Desde
settings-hours-to = Hasta
settings-hours-problem = El { $day } { $problem }.

## A domain of its own

settings-domain-what = El espacio tiene la dirección <a>{ $site }</a> y la conserva. Aquí le das una segunda que es tuya, por ejemplo members.example.org.
settings-domain-host = El dominio
settings-domain-host-hint = Sin https://, por ejemplo members.example.org
settings-domain-use = Usar este dominio
settings-domain-problem = { $host } { $problem }.
settings-domain-waits = En espera: aún no se ha comprobado que lleve aquí.
settings-domain-record = Crea este registro DNS donde se gestiona el dominio y quita otros registros con ese nombre.
settings-domain-record-region = El registro DNS
settings-domain-record-type = Tipo
settings-domain-record-name = Nombre
settings-domain-record-value = Valor
settings-domain-apex = Un dominio sin nada delante, por ejemplo example.org, no puede tener un CNAME. Dale los registros A y AAAA que tiene { $host }.
settings-domain-then = Puede tardar unas horas en saberse en todas partes. Compruébalo entonces aquí; desde ese momento tus páginas están también allí.
settings-domain-check = Comprobar ahora
settings-domain-works = Funciona desde el { $day }: <a>{ $host }</a>
settings-domain-works-what = Los correos y los enlaces llevan allí. En cada dirección se inicia sesión por separado, y una clave de acceso vale para la dirección donde se añadió.
settings-domain-remove = Quitar el dominio
settings-domain-remove-what = Los enlaces a { $host } dejan entonces de funcionar; tus páginas siguen en { $site }. Quita también el registro DNS: mientras lleve aquí, otro espacio podría quedarse con el dominio.

## Region, prices and taxes

settings-region-legend = Región
settings-country-problem = El país { $problem }.
settings-locale = Idioma y región
settings-locale-hint = Como es-ES o en: cómo se escriben fechas e importes
settings-zone = Zona horaria
settings-zone-hint = Como Europe/Madrid, o el nombre de una ciudad. Las reservas conservan su instante.
settings-times-written = Las horas se escriben
settings-prices = Precios
settings-currency = La moneda es { $currency }.
settings-prices-shown = Los precios se muestran
settings-without-taxes = sin impuestos
settings-with-taxes = con impuestos
settings-prices-shown-hint = El importe que se muestra es el exacto en las facturas.
settings-decimals = Decimales de los precios
settings-decimals-hint = De 0 a 6
settings-taxes = Impuestos sobre lo que vendes
settings-taxes-what = Todos se suman al mismo importe neto. Lo ya vendido conserva sus impuestos. Sin ninguna línea no se suma nada.
settings-tax = Impuesto { $number }
settings-tax-example = IVA
settings-percent = Por ciento
settings-tax-name-problem = El nombre { $problem }.
settings-tax-rate-problem = El tipo { $problem }.
settings-more = Más
settings-own-rates = Tarifas, salas y extras pueden tener su propio tipo de impuesto

## What members may do

settings-bookings = Reservas
settings-repeat = Los miembros pueden hacer reservas que se repiten
settings-edit-started = Los miembros pueden cambiar reservas ya empezadas
settings-hide = Los miembros solo ven cuándo está ocupada una sala, no por quién
settings-membership = Membresía
settings-confirm = Confirmo a cada persona que se registra, sea cual sea la tarifa
settings-change-plan = Los miembros pueden cambiar su tarifa por su cuenta
settings-cancel = Los miembros pueden cancelar por su cuenta
settings-invoice-day = Día del mes para las facturas de nuevos miembros
settings-invoice-day-hint = De 1 a 28; vacío: el día en que empezó la membresía
