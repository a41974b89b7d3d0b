# What stands around every page, and pages that tell of errors.

## Around each page

frame-skip = Saltar al contenido
frame-served = Con tecnología de Kontor { $version }, software libre para espacios de coworking.
frame-language = Idioma
frame-start-page = Página de inicio
frame-sandbox = Un entorno de pruebas: las personas y los correos son inventados. Aquí es { $now }.

## Navigation

frame-account = Cuenta
frame-sign-in = Iniciar sesión
frame-sign-up = Registrarse
frame-sign-out = Cerrar sesión
frame-events = Eventos
frame-book = Reservar
frame-own-bookings = Tus reservas
frame-membership = Membresía
frame-members = Miembros
frame-help = Ayuda
frame-admin = Gestionar el espacio
frame-admin-today = Hoy
frame-admin-calendar = Calendario
frame-admin-members = Miembros
frame-admin-contacts = Contactos
frame-admin-plans = Tarifas
frame-admin-resources = Salas y puestos
frame-admin-events = Eventos
frame-admin-passes = Pases de día
frame-admin-invoices = Facturas
frame-admin-payments = Pagos
frame-admin-accounting = Contabilidad
frame-admin-analytics = Estadísticas
frame-admin-announcements = Anuncios
frame-admin-help = Asistencia
frame-admin-import = Importar
frame-admin-add-ons = Complementos
frame-admin-settings = Ajustes

## Pages that tell of errors

frame-missing-title = Página no encontrada
frame-missing = Esta página no existe
frame-missing-why = Puede que la dirección esté mal escrita o que la página se haya movido. <a>Ir a la página de inicio.</a>
frame-refused = No ha funcionado
frame-please-sign-in = Inicia sesión, por favor.
frame-too-often = Demasiados intentos. Vuelve a intentarlo en { $minutes } min.
frame-payment-due = Hay un pago pendiente.
frame-unavailable = No está disponible en este momento. Inténtalo de nuevo.
frame-broken = Algo ha fallado por nuestra parte.
frame-members-only = Esta página es para miembros del espacio. Tu cuenta no está conectada con ninguna membresía aquí.
frame-address-unusable = La dirección no se puede usar.
frame-foreign-form = Este formulario no se envió desde una de nuestras páginas o es demasiado antiguo. Vuelve a cargar la página.
frame-form-too-large = El formulario es demasiado grande.
frame-null = La dirección contiene un carácter nulo, que ningún texto puede tener.
frame-file-too-large = El archivo es demasiado grande.
frame-form-incomplete = El formulario está incompleto.
frame-language-unknown = No tenemos páginas en este idioma.
