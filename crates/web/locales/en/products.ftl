# Extras that are sold along with bookings.
products-title = Extras for bookings
products-new = New extra
products-order = In their order
products-none = None yet. Extras are offered with a room: coffee, catering, a beamer, an early start.
products-later = What was booked keeps its price; changes hold for later bookings.
products-what = What it is
products-price-is = The price is
products-per-booking = for the booking
products-per-item = for each piece
products-per-person = for each person
products-per-minute = for each minute
products-tax = Tax, %
products-tax-hint = Empty: as usual
products-tax-name = Tax
products-offered-to = Offered to
products-members = Members
products-visitors = Visitors
products-no-longer = No longer offer it
products-no-longer-what = No room offers it any more. What was booked stays.
products-take-out = Take it out

## In the list

products-net-booking = { $price } net for the booking
products-net-item = { $price } net for each piece
products-net-person = { $price } net for each person
products-net-minute = { $price } net for each minute
products-for-both = for members and visitors
products-for-members = for members
products-for-visitors = for visitors
products-for-nobody = for nobody
