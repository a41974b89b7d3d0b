# Prices and amounts, as lists and pages of all areas show them.

figures-price-gross = { $amount } impuestos incl.
figures-price-net = { $amount } + impuestos
figures-plan-price =
    { $months ->
        [one] { $price } al mes
       *[other] { $price } por { $months } meses
    }
figures-hours-of = { $hours } de { $all } h
figures-both = { $one } y { $other }
figures-credit-left = { $resource }: quedan { $what }
figures-daily = a diario
