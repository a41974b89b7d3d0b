# Statements of the bank.
bank-title = Banque
bank-debits = Prélèvements
bank-how = Rédaction et paiement des factures
bank-brought = Nouveaux paiements du relevé : { $new }. Déjà connus : { $known }, sortants : { $outgoing }.
bank-refused = Une partie n’a pas été comptabilisée :
bank-take = Importer un relevé
bank-file = CAMT.053 (XML) ou CSV de votre banque
bank-file-problem = Le fichier { $problem }.
bank-nothing-twice = Rien n’est comptabilisé sans votre accord, ni deux fois : les relevés peuvent se chevaucher.
bank-take-it = Importer
bank-wait =
    { $total ->
        [one] { $total } paiement en attente
       *[other] { $total } paiements en attente
    }
bank-what-paid = Ce qu’il a payé
bank-book = Affecter à la facture
bank-no-invoice = Pas de facture
bank-later = Plus tard
bank-number = Numéro de la facture
bank-do-so = Appliquer
bank-why-certain = numéro et montant
bank-why-name = montant et nom
bank-why-left = numéro ; reste { $left } à payer
bank-why-amount = le montant seul
bank-why-nothing = rien ne correspond
