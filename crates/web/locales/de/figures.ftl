# Prices and amounts, as lists and pages of all areas show them.

figures-price-gross = { $amount } inkl. Steuer
figures-price-net = { $amount } zzgl. Steuer
figures-plan-price =
    { $months ->
        [one] { $price } im Monat
       *[other] { $price } für { $months } Monate
    }
figures-hours-of = { $hours } von { $all } Std.
figures-both = { $one } und { $other }
figures-credit-left = { $resource }: noch { $what }
figures-daily = täglich
