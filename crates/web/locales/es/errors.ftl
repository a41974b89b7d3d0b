# What use cases say, found by the English sentence, which is the one in the sources. One line each.

## By the code, where the sentence itself is not below; it goes on after the name of the field

error-code-blank = no puede estar vacío
error-code-taken = ya está en uso
error-code-too-long = es demasiado largo
error-code-too-short = es demasiado corto
error-code-invalid = no es válido
error-code-out-of-range = está fuera de los límites
error-code-negative = no puede ser negativo
error-code-too-large = es demasiado grande
error-code-unknown = no se conoce

## After the name of a field

error-not-an-email = no es una dirección de correo
error-not-right = no es correcto
error-password-short = debe tener al menos 8 caracteres
error-password-easy = es fácil de adivinar; unas cuantas palabras poco comunes juntas son mejores
error-not-the-code = no es el código que la aplicación muestra ahora
error-device-name = debe tener de 1 a 100 caracteres
error-blank-required = es obligatorio
error-not-negative = no puede ser negativo
error-blank = no puede estar vacío
error-taken = ya está en uso
error-http-address = debe ser una dirección http o https
error-after-start = debe ser posterior al inicio
error-not-before-start = no puede ser anterior al inicio
error-used-already = no es correcto o ya se ha usado
error-control-characters = no puede contener caracteres de control
error-blank-or-contact = no puede estar vacío, salvo que haya una empresa o un correo
error-blank-or-company = no puede estar vacío, salvo que haya una empresa
error-empty = no puede estar vacío
error-past = no puede estar en el pasado
error-future = no puede estar en el futuro
error-years = debe estar entre los años 2000 y 2100
error-not-an-iban = no es un IBAN
error-not-a-bic = no es un BIC
error-not-a-country = no es un país
error-not-a-tax-id = no es un NIF-IVA de la Unión Europea
error-no-field = no es un campo del espacio
error-nowhere = no existe
error-nowhere-here = no existe en este espacio
error-twice = aparece dos veces
error-positive = debe ser mayor que 0
error-not-zero = no puede ser 0
error-too-large = es demasiado grande
error-too-long = es demasiado largo
error-most-entries = no puede tener más de { $most } entradas
error-most-letters = no puede tener más de { $most } caracteres
error-most-days = no puede superar { $most } días
error-two-years = no puede estar a más de dos años
error-five-minutes = debe caer en un múltiplo de 5 minutos
error-link = debe ser un enlace que empiece por http:// o https://
error-http-url = debe ser una URL http o https
error-locale = no es una configuración regional como de-DE

## Whole sentences

error-sentence-sign-in = La dirección o la contraseña no es correcta.
error-sentence-not-confirmed = La dirección aún no está confirmada. Hemos enviado un enlace nuevo.
error-sentence-slot-taken = Ya está reservado a esa hora.
error-sentence-passkey-taken = Esta clave de acceso ya está registrada.
error-sentence-passkey-unknown = Esta clave de acceso no se conoce aquí. Puede que se haya quitado.
error-sentence-passkey-late = Ha tardado demasiado. Inténtalo de nuevo.
error-sentence-passkey-unreadable = No se puede leer la clave de acceso. Inténtalo de nuevo.
error-sentence-passkeys-many = Tienes { $most } claves de acceso. Quita primero una.
error-sentence-still-admin = Gestionas un espacio. Traspásalo o déjalo primero.
error-sentence-still-member = Eres miembro de un espacio. Cancela primero tu membresía.
error-sentence-has-applications = Has registrado aplicaciones. Elimínalas primero.
error-sentence-made-meanwhile = Alguien acaba de hacerte miembro o admin.
error-sentence-factor-on = Ya hay un segundo factor.
error-sentence-no-secret = Empieza de nuevo: no hay ningún secreto que confirmar.
error-sentence-needs-scope = Hace falta el alcance { $scopes } y un rol que lo permita aquí.
error-sentence-slot-taken-now = Ya está reservado a esta hora
error-sentence-closed = A esta hora está cerrado
error-sentence-not-bookable = No se puede reservar.
error-sentence-members-book = Solo los miembros y los admins pueden reservar.
error-sentence-membership-to-book = Para reservar aquí hace falta una membresía en este espacio.
error-sentence-inactive = La membresía no está activa hoy.
error-sentence-member-already = Ya eres miembro de este espacio.
error-sentence-login-already = Esta membresía ya está conectada con una cuenta.
error-sentence-team-ended = El equipo ha terminado.
error-sentence-admin-already = Esta persona ya es admin.
error-sentence-attending-already = Ya asistes a este evento.
error-sentence-members-attend = Solo los miembros del espacio pueden asistir.
error-sentence-charging = La factura ya se está cobrando.
error-sentence-sending = La factura se está enviando.
error-sentence-locked = La factura está bloqueada.
error-sentence-no-invoices = Este espacio no muestra facturas a sus miembros.
error-sentence-settings-permission = Hace falta el permiso para editar los ajustes del espacio.
error-sentence-look-permission = Hace falta el permiso para editar el aspecto del espacio.
error-sentence-no-plan-change = Los miembros no pueden cambiar de tarifa en este espacio.
error-sentence-no-cancellation = Los miembros no pueden cancelar por sí mismos en este espacio.
error-sentence-admins-only = Solo los admins del espacio pueden hacerlo.
error-sentence-insiders-only = Solo los miembros y los admins del espacio pueden hacerlo.
error-sentence-checked-out = Este check-in ha terminado.
error-sentence-pass-used = El pase ya se ha usado.
error-sentence-price-large = El precio es demasiado alto.
error-sentence-again = Se acaba de cambiar. Inténtalo de nuevo.
