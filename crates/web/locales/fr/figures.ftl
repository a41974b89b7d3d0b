# Prices and amounts, as lists and pages of all areas show them.

figures-price-gross = { $amount } TTC
figures-price-net = { $amount } HT
figures-plan-price =
    { $months ->
        [one] { $price } par mois
       *[other] { $price } pour { $months } mois
    }
figures-hours-of = { $hours } h sur { $all }
figures-both = { $one } et { $other }
figures-credit-left = { $resource } : reste { $what }
figures-daily = tous les jours
