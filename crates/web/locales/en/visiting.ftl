# What people without an account see and buy: events with tickets, passes for a day, rooms.

## Events

visiting-events = Events
visiting-manage-events = Manage events
visiting-no-events = Nothing is planned yet. What { $space } announces is found here.
visiting-no-more = There are no more.
visiting-pages = Pages
visiting-before = Before
visiting-more = More
visiting-you-attend = You take part
visiting-for-members = For members
visiting-left =
    { $left ->
        [0] sold out
        [one] { $left } place left
       *[other] { $left } places left
    }
visiting-draft = Draft
visiting-when = When
visiting-where = Where
visiting-online = Online
visiting-price = Price
visiting-places = Places
visiting-for = For
visiting-members-of = members of { $space }
visiting-about = About
visiting-who-comes = Who comes
visiting-begun = It has begun, or is over.
visiting-draft-seen = Nobody sees it but those who run the space.
visiting-attending = You take part.
visiting-leave = I cannot come
visiting-full = No places are left.
visiting-visible = Other members may see that I come
visiting-attend = Take part
visiting-get-tickets = Get tickets
visiting-am-member = I am a member
visiting-manage-event = Manage this event
visiting-told-in = You take part. If it costs something, it is on your next invoice.
visiting-told-out = You do not take part any more.

## What it costs, and who buys

visiting-free = free
visiting-free-of-charge = Free of charge
visiting-needed = (needed)
visiting-net = Net
visiting-to-pay = To pay
visiting-name = Your name
visiting-email = E-mail address
visiting-email-hint = The confirmation goes there.
visiting-more-of-buyer = Company, phone, address for the invoice
visiting-company = Company
visiting-phone = Phone
visiting-street = Street and number
visiting-post-code = Post code
visiting-city = City
visiting-tax-id = Tax id
visiting-comments = Anything we should know
visiting-how-you-pay = How you pay
visiting-pay-next-page = You pay on the next page, at the provider.
visiting-method-problem = A way to pay { $problem }.
visiting-agree = I agree to the <a>terms of { $space }</a>
visiting-must-agree = The terms must be agreed to.
visiting-pay-at-space = You pay at the space.
visiting-show-price = Show the price
visiting-buy-for = Buy for { $price }
visiting-back = Back
visiting-mail-comes = A mail with everything you need is on its way to you.
visiting-is-paid = It is paid.

## Tickets

visiting-tickets-for = Tickets for { $event }
visiting-tickets = Tickets
visiting-tickets-problem = The number of tickets { $problem }.
visiting-back-to-event = Back to the event
visiting-no-way-to-pay = { $space } has not set up a way to pay for tickets here. Please write to the space.
visiting-take-tickets =
    { $count ->
        [one] Get the ticket
       *[other] Get { $count } tickets
    }
visiting-have-ticket = You have a ticket
visiting-more-events = More events

## Passes for a day

visiting-passes = Passes for a day
visiting-come = Come for a day
visiting-no-passes = { $space } offers no passes for single days.
visiting-good-at = Good at these times: { $times }
visiting-the-day = 1. The day
visiting-none-sold = None is sold for the next two months.
visiting-count-left = { $count } left
visiting-another-day = Another day
visiting-choose = Choose
visiting-this-day-problem = This day { $problem }.
visiting-pass-for = 2. { $pass } for { $day }
visiting-get-pass = Get the pass
visiting-have-pass = You have a pass
visiting-more-passes = More passes

## Paying at a provider

visiting-pay = Pay
visiting-pay-at-provider = You pay at the provider
visiting-pay-how = Your browser goes there by itself. When it is paid you come back here, and only then it is bought.
visiting-go-there = Go there
visiting-not-bought = Not bought
visiting-not-paid = It is not paid yet
visiting-not-possible = It could not be bought
visiting-not-heard = The provider has not heard of your money so far. Look again in a moment.
visiting-goes-back = What you paid goes back by itself.
visiting-look-again = Look again
visiting-start-anew = Start anew

## Rooms

visiting-rooms = Rooms to book
visiting-prices-for-visitors = These prices are for visitors. <a>Book as a member</a>
visiting-no-rooms = { $space } offers no rooms to visitors.
visiting-none-free = Nothing is free at this time. Try another one, or open a room to see when it is free.
visiting-not-free = Not free at this time
visiting-people-count = { $count } people
visiting-for-people =
    { $count ->
        [one] For { $count } person
       *[other] For { $count } people
    }
visiting-people = People
visiting-this-problem = This { $problem }.
visiting-people-problem = These { $problem }.
visiting-numbers-problem = The numbers { $problem }.
visiting-free-on = Free on { $day }
visiting-not-at-all = Not at all.
visiting-days = Days
visiting-day-before = The day before
visiting-day-after = The day after
visiting-with-it = With it
visiting-cancel-until-start = You can cancel until it begins.
visiting-cancel-until = You can cancel until { $hours } h before it begins.
visiting-looked-at = { $space } looks at it first, and writes to you.
visiting-what-for = What it is for
visiting-ask = Ask for it
visiting-ask-for-price = Ask for it for { $price }
visiting-book = Book it
visiting-book-for = Book it for { $price }
visiting-other-rooms = Other rooms
visiting-price-by-length = price by length
visiting-room-free = free of charge
visiting-an-hour = { $price } an hour
visiting-extra-minute = { $price } a minute
visiting-extra-person = { $price } a person
visiting-extra-each = { $price } each
visiting-not-at-this-time = It cannot be booked at this time. Below the day you see when it is free.

## What is booked

visiting-asked = Your request has reached { $space }. You get a mail as soon as somebody has looked at it.
visiting-is-booked = It is booked. A mail with everything you need is on its way to you.
visiting-state = State
visiting-canceled = Canceled
visiting-waits = Waits for { $space }
visiting-booked = Booked
visiting-questions = Questions? Write to <a>{ $email }</a>.
visiting-cancel-it = Cancel it
visiting-book-else = Book something else
visiting-your-booking = Your booking
