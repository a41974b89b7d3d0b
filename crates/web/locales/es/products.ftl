# Extras that are sold along with bookings.
products-title = Extras para reservas
products-new = Nuevo extra
products-order = En su orden
products-none = Todavía ninguno. Los extras se ofrecen con una sala: café, catering, un proyector, empezar temprano.
products-later = Lo reservado conserva su precio; los cambios valen para reservas posteriores.
products-what = Qué es
products-price-is = El precio es
products-per-booking = por la reserva
products-per-item = por unidad
products-per-person = por persona
products-per-minute = por minuto
products-tax = Impuesto, %
products-tax-hint = Vacío: como siempre
products-tax-name = Impuesto
products-offered-to = A quién se ofrece
products-members = Miembros
products-visitors = Visitantes
products-no-longer = Dejar de ofrecerlo
products-no-longer-what = Ninguna sala lo ofrece ya. Lo reservado se mantiene.
products-take-out = Quitarlo

## In the list

products-net-booking = { $price } neto por la reserva
products-net-item = { $price } neto por unidad
products-net-person = { $price } neto por persona
products-net-minute = { $price } neto por minuto
products-for-both = para miembros y visitantes
products-for-members = para miembros
products-for-visitors = para visitantes
products-for-nobody = para nadie
