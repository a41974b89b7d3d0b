# Prices and amounts, as lists and pages of all areas show them.

figures-price-gross = { $amount } incl. tax
figures-price-net = { $amount } + tax
figures-plan-price =
    { $months ->
        [one] { $price } a month
       *[other] { $price } for { $months } months
    }
figures-hours-of = { $hours } of { $all } h
figures-both = { $one } and { $other }
figures-credit-left = { $resource }: { $what } left
figures-daily = daily
