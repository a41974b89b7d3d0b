# Words that lower a price.
discounts-title = Códigos de descuento
discounts-new = Nuevo código
discounts-order = Los más antiguos primero
discounts-none = Todavía ninguno. Quien escribe un código al apuntarse o al reservar como visitante paga menos.
discounts-keeps = Quien ya lo ha usado conserva el precio.
discounts-code = Código
discounts-code-hint = Lo que se escribe; da igual en mayúsculas o minúsculas
discounts-name = Nombre, para los admins
discounts-name-hint = Vacío: el código
discounts-less = Descuento
discounts-in = En
discounts-percent = por ciento
discounts-on = Sobre
discounts-of-plans = tarifas de nuevos miembros
discounts-of-visitors = reservas de visitantes
discounts-only-plans = Solo sobre estas tarifas
discounts-only-plans-hint = Ninguna: sobre todas.
discounts-months = Para cuántos meses
discounts-months-hint = Solo sobre tarifas; vacío: sin límite
discounts-first-day = Primer día
discounts-last-day = Último día
discounts-most = Cuántas veces se puede usar
discounts-most-hint = Vacío: sin límite
discounts-delete = Eliminar el código
discounts-delete-what = Nadie puede usarlo ya; quien lo ha usado conserva el precio.

## In the list

discounts-percentage = { $value } %
discounts-less-plans = { $less } menos en tarifas
discounts-less-months =
    { $months ->
        [one] { $less } menos en tarifas durante { $months } mes
       *[other] { $less } menos en tarifas durante { $months } meses
    }
discounts-less-visitors = { $less } menos en reservas de visitantes
discounts-used =
    { $count ->
        [one] usado { $count } vez
       *[other] usado { $count } veces
    }
discounts-used-of =
    { $most ->
        [one] usado { $count } de { $most } vez
       *[other] usado { $count } de { $most } veces
    }
discounts-until = hasta el { $day }
