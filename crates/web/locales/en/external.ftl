# Bookings of visitors: for those who run a space, and the links by which visitors cancel.
external-title = Bookings of visitors
external-time = Time
external-to-come = To come
external-over = Over
external-none-past = No visitor has booked anything yet.
external-none = No visitor has booked anything from today on. Visitors book what is opened to them as an external resource; those that need your word wait here for it.
external-waits = Waits for your word
external-approve = Approve it
external-decline = Decline it
external-decline-dots = Decline it …
external-cancel = Cancel it
external-cancel-dots = Cancel it …
external-told-by-mail = The visitor is told by mail, and the time is free for others. This cannot be undone.

## For visitors

external-impossible = This cannot be done
external-ask = A link that cancels the booking is sent to the address with which it was made.
external-ask-title = Cancel a booking
external-send-link = Send the link
external-look-title = Look into your mails
external-look = The link is on its way. It works for 24 hours.
external-cancel-text = { $resource } at { $space }, { $when }: it will be somebody else's to book.
external-cancel-title = Cancel this booking?
external-canceled-title = It is canceled
external-canceled = Your booking is canceled. A mail says so, too.

## What is known of a booking

external-state-pending = pending
external-state-approved = approved
external-state-canceled = canceled
external-state = State
external-no-room = A room that is no more
external-a-booking = A booking
external-price = Price with extras and taxes
external-admin-comments = Comments for admins
external-visitors = Visitors
