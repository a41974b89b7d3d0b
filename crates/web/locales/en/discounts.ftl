# Words that lower a price.
discounts-title = Discount codes
discounts-new = New code
discounts-order = The oldest first
discounts-none = None yet. Whoever types a code on sign-up or when booking as a visitor pays less.
discounts-keeps = Who has used it already keeps the price.
discounts-code = Code
discounts-code-hint = What people type; capitals do not matter
discounts-name = Name, for admins
discounts-name-hint = Empty: the code
discounts-less = Less
discounts-in = In
discounts-percent = percent
discounts-on = On
discounts-of-plans = plans of who joins
discounts-of-visitors = bookings of visitors
discounts-only-plans = Only on these plans
discounts-only-plans-hint = None: on all.
discounts-months = For how many months
discounts-months-hint = Only on plans; empty: for ever
discounts-first-day = First day
discounts-last-day = Last day
discounts-most = How often it can be used
discounts-most-hint = Empty: as often as you like
discounts-delete = Delete the code
discounts-delete-what = Nobody can use it any more; who has used it keeps the price.

## In the list

discounts-percentage = { $value } %
discounts-less-plans = { $less } less on plans
discounts-less-months =
    { $months ->
        [one] { $less } less on plans for { $months } month
       *[other] { $less } less on plans for { $months } months
    }
discounts-less-visitors = { $less } less on bookings of visitors
discounts-used =
    { $count ->
        [one] used { $count } time
       *[other] used { $count } times
    }
discounts-used-of = used { $count } of { $most } times
discounts-until = until { $day }
