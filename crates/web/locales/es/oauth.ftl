# An application asks, a person answers.

## The question

oauth-asks = { $name } pide acceso
oauth-let-in = ¿Permitir el acceso a <em>{ $name }</em>?
oauth-more = Ya tiene acceso a tu cuenta y pide más. También podría:
oauth-able-to = Podría:
oauth-here-only = Se muestra en esta página y actuaría en tu nombre aquí, solo en { $space }. Podría:
oauth-never-more = Nunca puede hacer más que tú. Puedes retirarlo en cualquier momento en tu cuenta.
oauth-allow = Permitir
oauth-deny = No permitir
oauth-signed-in = Has iniciado sesión como { $email }. Continuarás en <strong>{ $destination }</strong>.
oauth-about = Sobre la aplicación:
oauth-not-let-in = Esta aplicación aún no se ha autorizado. Abre primero su página.

## Those who are not members

oauth-stranger = No eres miembro de { $space }
oauth-stranger-why = <em>{ $name }</em> quiere conocerte como miembro de { $space }, pero { $email } no tiene una membresía vigente aquí. No se ha compartido nada.
oauth-back-to = Volver a { $name }

## Signing out

oauth-sign-out = Cerrar sesión
oauth-sign-out-ask = ¿Cerrar sesión?
oauth-signed-in-as = Has iniciado sesión como { $email }.
oauth-stay = Quedarse
oauth-signed-out = Has cerrado la sesión
oauth-to-start = <a>Ir a la página de inicio.</a>

## What cannot be answered

oauth-refused-title = No se puede hacer
oauth-refused = No se puede responder a esta solicitud
oauth-refused-why = La aplicación que te envió aquí cometió un error, así que no te devolvemos a ella. No se ha compartido nada.
oauth-for-developer = Para su desarrollador: <code>{ $code }</code>, { $description }.

## What it could do: headings

oauth-who = Quién eres
oauth-people = Personas
oauth-bookings = Reservas y salas
oauth-money = Dinero
oauth-space = El espacio
oauth-everything = Todo

## What it could do

oauth-know-at = Reconocerte y ver tu nombre, tu foto y tu teléfono como miembro de { $space }
oauth-know = Reconocerte cuando vuelvas
oauth-see-email = Ver tu correo electrónico
oauth-see-profile = Ver tu perfil
oauth-sign-in = Iniciar sesión en tu cuenta en tu navegador
oauth-team = Ver y cambiar el equipo que gestionas
oauth-see-all = Ver todo lo que tú puedes ver, en todos tus espacios
oauth-change-all = Cambiar todo lo que tú puedes cambiar, en todos tus espacios
oauth-see-account = Ver tu cuenta y a qué espacios perteneces
oauth-change-account = Cambiar tu cuenta
oauth-cards = Ver y cambiar las tarjetas que abren puertas
oauth-menu = Añadir páginas al menú del espacio
oauth-see = Ver { $what }
oauth-make = Crear { $what }
oauth-make-and-change = Crear y cambiar { $what }
oauth-use = Usar { $what }

## With what

oauth-thing-accounting-codes = los códigos contables
oauth-thing-activities = las actividades
oauth-thing-admins = los admins del espacio
oauth-thing-allocations = las asignaciones
oauth-thing-announcements = los anuncios
oauth-thing-answers = lo que los miembros respondieron a las preguntas
oauth-thing-articles = los artículos para miembros
oauth-thing-booking-credits = los créditos de reserva
oauth-thing-booking-passes = los pases de reserva
oauth-thing-bookings = las reservas
oauth-thing-email-texts = los textos de los correos
oauth-thing-calendar-blockers = los periodos en que no se puede reservar nada
oauth-thing-charges = los cargos
oauth-thing-check-ins = quién está en el espacio
oauth-thing-contacts = los contactos
oauth-thing-cost-centers = los centros de coste
oauth-thing-custom-fields = los campos propios
oauth-thing-customers = la cuenta del espacio en la plataforma
oauth-thing-discount-codes = los códigos de descuento
oauth-thing-discounts = los descuentos
oauth-thing-drop-in-pass-purchases = las compras de pases de día
oauth-thing-drop-in-pass-templates = los tipos de pases de día
oauth-thing-drop-in-passes = los pases de día
oauth-thing-event-attendances = las asistencias a eventos
oauth-thing-event-messages = los mensajes de eventos
oauth-thing-event-ticket-purchases = las compras de entradas
oauth-thing-events = los eventos
oauth-thing-external-bookings = las reservas de personas que no son miembros
oauth-thing-external-resources = lo que pueden reservar personas que no son miembros
oauth-thing-guest-accounts = las cuentas de invitados
oauth-thing-invitations = las invitaciones
oauth-thing-invoice-reminders = los recordatorios de facturas
oauth-thing-invoice-settings = los ajustes de facturación
oauth-thing-invoices = las facturas
oauth-thing-issues = lo que han comunicado los miembros
oauth-thing-membership-notes = las notas sobre miembros
oauth-thing-membership-payment-method = cómo paga un miembro
oauth-thing-membership-picture = las fotos de los miembros
oauth-thing-membership-profiles = los perfiles de los miembros
oauth-thing-memberships = las membresías y sus tarifas
oauth-thing-navigation-links = el menú del espacio
oauth-thing-password-resets = los restablecimientos de contraseña
oauth-thing-payment-methods = las formas de pago
oauth-thing-payment-records = los pagos registrados
oauth-thing-payments = los pagos
oauth-thing-plan-extras = los extras de las tarifas
oauth-thing-plans = las tarifas
oauth-thing-products = los productos
oauth-thing-published-membership-profiles = los perfiles que los miembros muestran a otros
oauth-thing-questions = las preguntas
oauth-thing-resource-categories = los tipos de recursos
oauth-thing-resources = las salas, los puestos y otros recursos
oauth-thing-revenue-accounts = las cuentas de ingresos
oauth-thing-single-page-apps = las páginas de aplicaciones en el espacio
oauth-thing-space-billing-details = los datos de facturación del espacio
oauth-thing-space-payment-method = cómo paga el espacio
oauth-thing-space-profiles = los perfiles públicos de los espacios
oauth-thing-space-subscriptions = lo que el espacio paga por la plataforma
oauth-thing-spaces = tus espacios
oauth-thing-subscriptions = a quién se envían los sucesos del espacio
oauth-thing-team-member = los miembros de equipos
oauth-thing-teams = los equipos
oauth-thing-terms-approvals = qué condiciones se han aceptado
oauth-thing-time-passes = los pases
oauth-thing-urls = las direcciones de páginas
