# Tables for accountants.
accounting-title = Comptabilité
accounting-how = Rédaction des factures
accounting-tables = Tableaux à emporter
accounting-invoices = Factures, CSV
accounting-excel = Excel
accounting-items = Lignes, CSV
accounting-payments = Paiements, CSV
accounting-datev = Écritures pour DATEV
accounting-accounts = Comptes pour les écritures
accounting-consultant = Numéro du comptable chez DATEV
accounting-client = Numéro du client chez DATEV
accounting-revenue = Produits, si une ligne n’indique rien d’autre
accounting-debtors = Débiteurs
accounting-bank = Banque
