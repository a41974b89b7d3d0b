# The directory of members, one's own profile, passes and team.

## The directory

members-title = Miembros de { $space }
members-members = Miembros
members-search-what = Nombre, empresa o actividad
members-search = Buscar
members-own-profile = Tu perfil
members-search-problem = La búsqueda { $problem }.
members-none = Nadie ha publicado todavía un perfil.
members-be-first = <a>Empieza tú</a>.
members-none-found = Nadie menciona “{ $query }”.
members-found =
    { $count ->
        [one] { $count } encontrado
       *[other] { $count } encontrados
    }
members-pages = Páginas
members-before = Anteriores
members-more = Siguientes
members-somebody = Un miembro

## A profile

members-not-published = Este perfil solo lo ves tú y quienes gestionan { $space }.
members-change-profile = Cambiar tu perfil
members-found-at = Dónde encontrarlo
members-mail = Correo electrónico
members-saved = Guardado. <a>Verlo como los demás</a>
members-published = Otros miembros lo ven en el directorio
members-about-me = Sobre mí
members-about-me-hint = Qué haces y qué te pueden preguntar
members-company = Empresa
members-pronouns = Pronombres
members-location = Dónde se te encuentra
members-location-hint = Segunda planta, junto a la ventana
members-email = Dirección de correo
members-phone = Teléfono
members-website = Sitio web
members-birthday = Cumpleaños
members-birthday-hint = Solo lo ven quienes gestionan el espacio.
members-save = Guardar
members-directory = El directorio

## Passes and credits

members-passes-and-credits = Pases y créditos
members-passes = Pases
members-no-passes = No tienes ninguno. Si tu tarifa requiere uno para entrar, se usa al registrar la entrada.
members-credits = Créditos de este mes
members-no-credits = Tu tarifa no tiene.
members-buy-passes = Comprar pases
members-which = Cuáles
members-pass-kind-problem = El tipo de pase { $problem }.
members-how-many = Cuántos
members-number-problem = El número { $problem }.
members-buy = Comprar
members-pay-with-invoice = Pagas con tu próxima factura.
members-visits = Cuándo estuviste aquí
members-your-membership = Tu membresía
members-pass-in-plan = en tu tarifa
members-pass-bought = comprado
members-pass-given = regalado
members-pass-forever = sin límite de tiempo
members-until = hasta el { $day }
members-each-from = { $price } cada uno a partir de { $count }
members-never-expires = no caducan
members-good-for =
    { $count ->
        [one] válidos { $count } día
       *[other] válidos { $count } días
    }
members-passes-yours = Son tuyos. Irán en tu próxima factura.
members-visit-with = { $when }, con { $guest }
members-with-pass = con un pase

## The own team

members-team = Tu equipo
members-no-team = No perteneces a ningún equipo. Quienes gestionan { $space } agrupan a los miembros que comparten tarifa o factura.
members-shared = Compartís pases y créditos.
members-you = { $name } (tú)
members-manage-team = Gestionar el equipo
members-manages = gestiona el equipo
members-pays = paga por los demás
