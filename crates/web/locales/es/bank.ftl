# Statements of the bank.
bank-title = Banco
bank-debits = Adeudos
bank-how = Cómo se hacen y se pagan las facturas
bank-brought = Pagos nuevos del extracto: { $new }. Ya conocidos: { $known }, salidas: { $outgoing }.
bank-refused = Una parte no se registró:
bank-take = Importar un extracto
bank-file = CAMT.053 (XML) o CSV de tu banco
bank-file-problem = El archivo { $problem }.
bank-nothing-twice = Nada se registra sin que lo digas, ni dos veces: los extractos pueden solaparse.
bank-take-it = Importar
bank-wait =
    { $total ->
        [one] { $total } pago en espera
       *[other] { $total } pagos en espera
    }
bank-what-paid = Qué pagó
bank-book = Asignar a la factura
bank-no-invoice = Sin factura
bank-later = Más tarde
bank-number = Número de la factura
bank-do-so = Aplicar
bank-why-certain = número e importe
bank-why-name = importe y nombre
bank-why-left = número; quedan { $left } por pagar
bank-why-amount = solo el importe
bank-why-nothing = nada coincide
