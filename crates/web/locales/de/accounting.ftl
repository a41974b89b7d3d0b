# Tables for accountants.
accounting-title = Buchhaltung
accounting-how = Wie Rechnungen geschrieben werden
accounting-tables = Tabellen zum Mitnehmen
accounting-invoices = Rechnungen, CSV
accounting-excel = Excel
accounting-items = Posten, CSV
accounting-payments = Zahlungen, CSV
accounting-datev = Buchungen für DATEV
accounting-accounts = Konten für Buchungen
accounting-consultant = Beraternummer bei DATEV
accounting-client = Mandantennummer dort
accounting-revenue = Erlöse, wo ein Posten nichts anderes sagt
accounting-debtors = Debitoren
accounting-bank = Bank
