# Calendars that other programs subscribe to.

calendars-own = Your calendars
calendars-why = Your phone or computer can show what is booked at { $space }: make a calendar here and subscribe to its address there. Whoever knows the address sees what you see, so keep it to yourself. If somebody else got hold of it, give the calendar another one.
calendars-made = Made so far
calendars-none = There are none.
calendars-other-address = Another address<hidden> for { $calendar }</hidden>
calendars-delete = Delete<hidden> { $calendar }</hidden>
calendars-make = Make a calendar
calendars-shows = What it shows
calendars-this-problem = This { $problem }.
calendars-name = Name (if you like)
calendars-name-problem = The name { $problem }.
calendars-make-it = Make it
calendars-account = Your account
calendars-of-yours = Your bookings and events
calendars-of-all = All bookings
calendars-address-of = address of { $day }
calendars-since = since { $day }

## The address

calendars-address-title = The address of your calendar
calendars-new-address = The new address
calendars-is-made = Your calendar is made
calendars-copy = Copy this address now: it is shown this once.
calendars-old-closed = The one before opens nothing any more.
calendars-address-label = Address of the calendar
calendars-subscribe = Subscribe on this device
calendars-google = Other calendars, the plus sign, <em>From URL</em>. Google looks again when it sees fit, often only after some hours.
calendars-thunderbird = New calendar, <em>On the network</em>, without a user name.
calendars-apple = File, <em>New calendar subscription</em>.
calendars-outlook = Add calendar, <em>Subscribe from web</em>.
