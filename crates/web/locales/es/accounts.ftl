# Signing up, in and out, and one's own account.

## Signing in and up

accounts-sign-in = Iniciar sesión
accounts-sign-up = Registrarse
accounts-email = Correo electrónico
accounts-password = Contraseña
accounts-forgotten = ¿Has olvidado tu contraseña?
accounts-no-account = ¿Aún no tienes cuenta? <a>Regístrate</a>
accounts-has-account = ¿Ya tienes cuenta? <a>Inicia sesión</a>
accounts-password-advice = Ocho caracteres como mínimo. Unas cuantas palabras poco comunes juntas son difíciles de adivinar y fáciles de recordar.
accounts-look-into-mail = Mira tu correo
accounts-sign-up-sent = Hemos enviado un correo a { $email }. El enlace que contiene completa tu registro.
accounts-dead-link = Este enlace no funciona
accounts-dead-link-why = Ya se ha usado o es demasiado antiguo.
accounts-dead-link-renew = Ya se ha usado o es demasiado antiguo. Puedes pedir uno nuevo.
accounts-confirm-address = Confirma tu dirección
accounts-confirm-new-address = Confirma tu nueva dirección
accounts-confirm = Confirmar
accounts-welcome = Te damos la bienvenida
accounts-confirmed = Tu dirección está confirmada.

## The second step

accounts-code-title = Introduce el código
accounts-code-where = Lo muestra tu aplicación de autenticación. Si has perdido la aplicación, introduce uno de tus códigos de recuperación.
accounts-code = Código
accounts-go-on = Continuar
accounts-use-passkey = Usar una clave de acceso

## A forgotten password

accounts-new-password-title = Una contraseña nueva
accounts-link-comes = Enviaremos un enlace a tu dirección.
accounts-send-link = Enviar el enlace
accounts-forgotten-sent = Si { $email } tiene una cuenta, un enlace para una contraseña nueva está en camino.
accounts-choose-password = Elige una contraseña nueva
accounts-new-password = Contraseña nueva
accounts-change-password = Cambiar la contraseña
accounts-reset-done = Tu contraseña ha cambiado y se ha cerrado la sesión en todas partes.

## One's own account

accounts-own = Tu cuenta
accounts-calendars = Tus calendarios
accounts-done = Hecho
accounts-not-changed = Sin cambios
accounts-nothing-changed = No se ha cambiado nada: algo no está bien, mira más abajo.
accounts-address = Dirección
accounts-address-is = Inicias sesión con <strong>{ $email }</strong>.
accounts-change-address = Cambiar la dirección
accounts-new-address = Dirección nueva
accounts-send-link-to-new = Enviar un enlace a la dirección nueva
accounts-new-address-sent = El enlace que hemos enviado a la dirección nueva completa el cambio.
accounts-new-address-counts = A partir de ahora inicias sesión con la dirección nueva.
accounts-address-taken = Otra persona tiene una cuenta con esta dirección.
accounts-old-password = Contraseña actual
accounts-password-changed = Tu contraseña ha cambiado. Se ha cerrado la sesión en los demás navegadores.
accounts-authenticator = Aplicación de autenticación
accounts-authenticator-on =
    { $codes ->
        [one] Al iniciar sesión se pide un código de la aplicación de autenticación. Te queda { $codes } código de recuperación.
       *[other] Al iniciar sesión se pide un código de la aplicación de autenticación. Te quedan { $codes } códigos de recuperación.
    }
accounts-authenticator-why = Con una aplicación de autenticación en tu teléfono, una contraseña robada no basta para iniciar sesión.
accounts-turn-off = Desactivarla
accounts-turn-on = Activarla
accounts-set-up-app = Configurar una aplicación
accounts-set-up-title = Configurar una aplicación de autenticación
accounts-set-up-key = En un teléfono, <a>abre la aplicación con este enlace</a> o escribe en ella la clave:
accounts-set-up-code = Introduce el código que muestra.
accounts-recovery-codes = Códigos de recuperación
accounts-factor-on = El segundo factor está activado
accounts-recovery-keep = Guarda estos códigos de recuperación donde los encuentres sin tu teléfono. Cada uno funciona una vez; no se volverán a mostrar.
accounts-passkeys = Claves de acceso
accounts-passkeys-why = Tu teléfono, ordenador o llave de seguridad inicia tu sesión sin contraseña. Junto a la contraseña es un segundo factor.
accounts-passkeys-why-codes =
    { $codes ->
        [one] Tu teléfono, ordenador o llave de seguridad inicia tu sesión sin contraseña. Junto a la contraseña es un segundo factor; te queda { $codes } código de recuperación.
       *[other] Tu teléfono, ordenador o llave de seguridad inicia tu sesión sin contraseña. Junto a la contraseña es un segundo factor; te quedan { $codes } códigos de recuperación.
    }
accounts-passkey-history = añadida el { $added }, usada por última vez el { $used }
accounts-passkey-unused = añadida el { $added }, nunca usada
accounts-passkey-remove = Quitar<hidden> { $name }</hidden>
accounts-passkey-name = Nombre del dispositivo
accounts-passkey-name-problem = El nombre { $problem }.
accounts-passkey-add = Añadir una clave de acceso
accounts-passkey-often = Demasiados intentos. Espera un poco.
accounts-passkey-reload = Vuelve a cargar la página.
accounts-passkey-kind = Este tipo de clave de acceso no se conoce aquí.
accounts-passkey-refused = No se ha hecho nada: no se preguntó al dispositivo o este lo rechazó.
accounts-passkey-known = Este dispositivo ya tiene una clave de acceso para tu cuenta.
accounts-passkeys-beside = Las claves de acceso de la otra dirección de este espacio solo valen <a>allí</a>.
accounts-sessions = Dónde tienes la sesión iniciada
accounts-unknown-browser = Navegador desconocido
accounts-session-since = desde el { $since }, último uso el { $used }
accounts-this-browser = este navegador
accounts-sign-out = Cerrar sesión
accounts-sign-out-others = Cerrar sesión en todos los demás
accounts-applications = Aplicaciones conectadas
accounts-no-applications = Ninguna aplicación actúa por ti.
accounts-application-since = { $scopes }, desde el { $since }
accounts-disconnect = Desconectar
accounts-delete-title = Eliminar la cuenta
accounts-delete-when = Mientras seas miembro o admin de un espacio, la cuenta no se puede eliminar.
accounts-delete-for-good = Eliminarla definitivamente
accounts-delete = Eliminar mi cuenta
accounts-deleted = Tu cuenta se ha eliminado
accounts-deleted-text = Nadie puede iniciar sesión con ella.
