# Tablets at the entrance and at doors, and cards for them.

## At the entrance

tablets-check-in = Check in
tablets-check-out = Check out
tablets-welcome = Welcome to { $space }
tablets-here =
    { $count ->
        [one] { $count } member is here.
       *[other] { $count } members are here.
    }
tablets-with-card = With your card
tablets-hold = Hold it to the reader, or type its number
tablets-with-login = With your login
tablets-email = E-mail address
tablets-password = Password
tablets-done = Done
tablets-welcome-name = Welcome, { $name }
tablets-in-until = You are checked in until { $time }.
tablets-goodbye = Goodbye
tablets-out = You are checked out.
tablets-unknown-card = Nobody has this card
tablets-ask = Ask those who run the space.
tablets-not-right = This is not right
tablets-look-again = Look at the address and the password again.
tablets-not-in = You are not checked in
tablets-cannot-come-in = You cannot come in

## At a door

tablets-title-free = { $room }: free
tablets-title-taken = { $room }: taken
tablets-now = Now
tablets-free = Free
tablets-until = until { $time }
tablets-book-now = Book it now
tablets-next = What comes next
tablets-nothing-booked = Nothing is booked for the next 24 hours.
tablets-booked = Booked

## Setting them up

tablets-title = Tablets of { $space }
tablets-tablets = Tablets
tablets-why = A tablet at the entrance checks members in by their cards or logins. One at a door shows whether the room is free. Nobody is signed in on it, and you can take it back from here.
tablets-open-address = <strong>Open this address on the tablet. It is shown this once.</strong>
tablets-set-up = Set up
tablets-none = There are none.
tablets-take-back = Take back<hidden> { $tablet }</hidden>
tablets-take-back-yes = Yes, it shows nothing any more
tablets-one-more = One more
tablets-name = What you call it
tablets-name-hint = Entrance, first floor
tablets-where = Where it is
tablets-entrance = At the entrance, to check in
tablets-door-of = At the door of { $room }
tablets-room-problem = The room { $problem }.
tablets-make-address = Make its address
tablets-line = { $place } · since { $since } · not used yet
tablets-line-used = { $place } · since { $since } · last used { $used }
tablets-at-entrance = at the entrance
tablets-at-a-door = at a door
tablets-at-door-of = at the door of { $room }

## On the device

tablets-not-set-up = This device is not set up
tablets-how-to-set-up = <a>Set it up as a tablet of { $space }</a>, then open its address here.
tablets-who-sets-up = Those who run { $space } set up tablets for the entrance and for doors.
tablets-is-this = Is this “{ $tablet }”?
tablets-will-show = From now on this device shows whether the room is free. Nobody is signed in on it.
tablets-will-check-in = From now on this device checks members in. Nobody is signed in on it.
tablets-yes = Yes, set it up

## Cards

tablets-cards-of = Cards of { $name }
tablets-cards-why = Whoever holds one of these to the reader of a <a>tablet at the entrance</a> is checked in as { $name }.
tablets-no-cards = There are none.
tablets-since = since { $day }
tablets-take-away = Take away<hidden> { $card }</hidden>
tablets-another-card = Another card
tablets-number = Number
tablets-number-hint = Hold the card to a reader at this computer, or type what is printed on it.
tablets-add = Add it
