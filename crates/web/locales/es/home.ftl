# The start page of the platform, and making a space there.

home-title = Kontor, la plataforma para espacios de coworking
home-main = Navegación principal
home-developers = Desarrolladores
home-one-place = Un solo lugar para miembros, salas y tarifas
home-what = Este servidor ejecuta Kontor: los espacios de coworking llevan aquí sus miembros, tarifas y reservas. Cada espacio tiene su propia dirección, y todo lo que contiene se puede leer y cambiar mediante dos API web.
home-looking = ¿Buscas tu espacio?
home-looking-where = Sus páginas están en su propio nombre: <code>{ $example }</code>.
home-running = ¿Gestionas un espacio?
home-running-how = <a>Crea tu propio espacio</a>: una dirección, una tarifa, una sala, y los miembros pueden reservar.
home-building = ¿Desarrollas algo?
home-building-where = El <a>portal de desarrolladores</a> tiene la referencia de ambas API y el documento OpenAPI.

## A space of one's own

home-new-title = Un espacio propio
home-new-what = Recibe una dirección, páginas para miembros y visitantes, y a ti como quien lo gestiona. Todo se puede cambiar más tarde, menos la dirección.
home-new-name = Nombre del espacio
home-new-subdomain = Dirección
home-new-owner = Tu nombre
home-new-owner-hint = Tal como lo ven otros admins
home-new-country = País
home-new-country-hint = De él dependen la moneda, la zona horaria y el idioma
home-new-zone = Zona horaria
home-new-zone-hint = Por ejemplo Europe/Berlin; vacío: la del país
home-new-tax = Impuesto, por ciento
home-new-tax-hint = Sobre lo que vendes, por ejemplo 19; vacío: ninguno
home-new-make = Crear
