# What members book for themselves.

## When

bookings-when = When
bookings-day = Day
bookings-from = From
bookings-for = For
bookings-show-free = Show what is free
bookings-day-problem = The day { $problem }.
bookings-time-problem = The time { $problem }.
bookings-length-problem = The length { $problem }.

## Rooms

bookings-book = Book a room
bookings-none-bookable = There is nothing that your membership can book. Whoever runs { $space } can tell you why.
bookings-people =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
bookings-for-length = for { $length }
bookings-not-free = Not free at this time
bookings-price = Price
bookings-credits = Credits
bookings-credits-pay = { $amount } of it are paid by your credits
bookings-take-back = Take it back
bookings-until-start = until it begins
bookings-until = until { $hours } h before it begins
bookings-add = Add a title or a wish
bookings-title = Title
bookings-title-problem = The title { $problem }.
bookings-comments = For those who run the space
bookings-this-problem = This { $problem }.
bookings-book-it = Book it
bookings-something-else = Something else
bookings-room-taken = It is not free at this time, or not open to your membership then.
bookings-see-free = See what is free
bookings-free = free
bookings-covered = covered by your credits

## One's own bookings

bookings-own = Your bookings
bookings-made = { $room } is yours: { $when }.
bookings-taken-back = The booking was taken back.
bookings-in-calendar = Show them in your calendar
bookings-coming = To come
bookings-none = You have booked nothing.
bookings-cancel = Take back<hidden> { $room }, { $when }</hidden>
bookings-more-of-yours = More of your bookings
bookings-sooner = Sooner ones
bookings-later = Later ones
bookings-last-days = The last 30 days
bookings-nothing-to-pay = nothing to pay

## The list of all bookings, for those who run a space

bookings-list = Bookings
bookings-list-all = All
bookings-list-total =
    { $count ->
        [one] { $count } booking
       *[other] { $count } bookings
    }
bookings-list-none = Nothing is booked in these days.
bookings-list-who = Who
