# Tables for accountants.
accounting-title = Contabilidad
accounting-how = Cómo se hacen las facturas
accounting-tables = Tablas para llevar
accounting-invoices = Facturas, CSV
accounting-excel = Excel
accounting-items = Líneas, CSV
accounting-payments = Pagos, CSV
accounting-datev = Asientos para DATEV
accounting-accounts = Cuentas para los asientos
accounting-consultant = Número del asesor en DATEV
accounting-client = Número del cliente allí
accounting-revenue = Ingresos, si una línea no dice otra cosa
accounting-debtors = Deudores
accounting-bank = Banco
