# The public page of a space, its terms, and what of it is shown within pages of others.

spaces-find-us = Find us
spaces-address = Address
spaces-phone = Phone
spaces-email = E-mail
spaces-zone = Time zone
spaces-hours = Open hours
spaces-book = Book a room
spaces-own-bookings = Your bookings
spaces-plans = Plans
spaces-join = Join<hidden> on { $plan }</hidden>
spaces-day = Come for a day
spaces-rooms = Rooms to book
spaces-all-rooms = All rooms
spaces-events = Events
spaces-all-events = All events
spaces-nothing-offered = { $space } offers nothing here at the moment. <a>See the home page</a>
spaces-closed = This space is closed at the moment.

## Law

spaces-legal = Legal
spaces-terms = Terms
spaces-privacy = Privacy
spaces-imprint = Imprint
spaces-since = Since { $day }
spaces-terms-of = Terms of { $space }
spaces-no-terms = There are none.
spaces-kind-terms = Space terms
spaces-kind-privacy = Space privacy
spaces-kind-imprint = Space imprint
