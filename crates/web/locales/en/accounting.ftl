# Tables for accountants.
accounting-title = Accounting
accounting-how = How invoices are written
accounting-tables = Tables to take away
accounting-invoices = Invoices, CSV
accounting-excel = Excel
accounting-items = Items, CSV
accounting-payments = Payments, CSV
accounting-datev = Bookings for DATEV
accounting-accounts = Accounts for bookings
accounting-consultant = Number of the accountant at DATEV
accounting-client = Number of the client there
accounting-revenue = Revenue, where an item says nothing else
accounting-debtors = Debtors
accounting-bank = Bank
