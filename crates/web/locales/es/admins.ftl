# Who runs a space, how it looks, and what its home page shows.
admins-who = Quién gestiona { $space }
admins-look = Cómo se ve { $space }
admins-invoicing = Facturación
admins-providers = Proveedores de pagos
admins-webhooks = Webhooks
admins-admins = Admins
admins-owner = Titular
admins-you = Tú
admins-factor-on = { $email }, segundo factor activado
admins-locked-out = { $email }, bloqueado: sin segundo factor
admins-permissions-of = Permisos<hidden> de { $name }</hidden>
admins-factor = Segundo factor
admins-factor-required = Cada admin necesita una clave de acceso o una app de autenticación, en las páginas y para las aplicaciones.
admins-factor-open = A los admins les basta una contraseña. Puedes exigir una clave de acceso o una app de autenticación: quien no tenga queda bloqueado hasta tenerla.
admins-factor-stop = Dejar de exigirlo
admins-factor-ask = Exigir un segundo factor a todos los admins
admins-invited = Invitados
admins-until = { $email }, hasta el { $day }
admins-take-back = Retirar<hidden> la invitación de { $name }</hidden>
admins-invite = Invitar a alguien
admins-invite-what = La persona recibe un enlace por correo y todos los permisos al abrirlo.
admins-send-invitation = Enviar la invitación
admins-permissions = Permisos
admins-owner-all = El titular tiene siempre todos los permisos.
admins-count-at-once = Valen al momento, para las páginas, ambas API y cada aplicación que actúa por { $name }. Quien puede editar a los admins puede darse todo lo demás.
admins-level-none = Ninguno
admins-level-view = Ver
admins-level-edit = Editar
admins-save-permissions = Guardar los permisos
admins-ownership = Titularidad
admins-make-owner = Hacer titular a { $name }
admins-only-undo = Solo { $name } puede deshacerlo. Tú sigues siendo admin.
admins-password = Tu contraseña
admins-hand-over = Ceder el espacio
admins-leave = Salir
admins-leave-space = Salir del espacio
admins-remove = Quitar a { $name }
admins-remove-what = Vale al momento. Las membresías se mantienen; los tokens del espacio pasan al titular.
admins-look-title = Aspecto de { $space }
admins-colour-what = Los enlaces y botones lo llevan en todas las páginas del espacio. Se oscurece o aclara donde no se podría leer.
admins-colour-of = Color del espacio
admins-colour-problem = El color { $problem }.
admins-colour-use = Usar este color
admins-colour-none = Volver al de Kontor
admins-to-home = Qué muestra la página de inicio
admins-home-title = Página de inicio de { $space }
admins-the-home = La página de inicio
admins-home-shows = Qué muestra
admins-home-where = Cualquiera la ve en <a>la dirección de tu espacio</a>. Lo que está vacío se omite solo.
admins-own-site = En tu propio sitio web
admins-paste = Pega una de estas líneas donde deba mostrarse. Crece y encoge con su contenido; quien toque algo llega a una página de tu espacio.
admins-to-colour = El color de tu espacio

## Sections of the home page

admins-section-plans = Tarifas
admins-section-rooms = Salas para visitantes
admins-section-events = Eventos

## What admins may see and change

admins-may-administrators = Admins
admins-may-space-settings = Ajustes del espacio
admins-may-subscription = Suscripción
admins-may-customize = Personalización
admins-may-memberships = Membresías
admins-may-teams = Equipos
admins-may-plans = Tarifas
admins-may-check-ins = Check-ins
admins-may-bookings = Reservas
admins-may-resources = Recursos
admins-may-external-bookings = Reservas de visitantes
admins-may-drop-in-passes = Pases de día
admins-may-events = Eventos
admins-may-contacts = Contactos
admins-may-products = Productos
admins-may-invoices = Facturas
admins-may-payment-methods = Formas de pago
admins-may-accounting = Contabilidad
admins-may-communication = Comunicación
admins-may-activities = Actividades
admins-may-analytics = Análisis
admins-may-add-ons = Complementos

## Levels, where they are only shown

admins-is-none = ninguno
admins-is-view = ver
admins-is-edit = editar
