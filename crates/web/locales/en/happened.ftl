# What happened to an invoice or a member, as their histories tell it.

## Invoices and payments

happened-written = Invoice written
happened-changed = Invoice changed
happened-sent = Invoice sent
happened-e-invoice = E-invoice asked for
happened-written-off = Invoice written off
happened-deleted-invoice = Invoice deleted
happened-payment-noted = Payment noted
happened-payment-taken-back = Payment taken back
happened-paid-back = Money paid back
happened-charge = Charge added
happened-deleted-charge = Charge deleted
happened-payment-method = Payment method changed

## Memberships

happened-membership = Signed up
happened-confirmed = Membership confirmed
happened-deleted-membership = Membership deleted
happened-canceled = Membership ended
happened-uncanceled = Stays after all
happened-reactivated = Came back
happened-plan = Plan changed
happened-ended = Last day reached
happened-plan-day = New plan begins
happened-details = Details changed
happened-picture = Picture changed
happened-profile = Profile changed
happened-field = Field of the space changed
happened-connected = Login connected
happened-connected-changed = Another login connected
happened-terms = Terms accepted

## What members do

happened-booking = Booked
happened-changed-booking = Booking changed
happened-deleted-booking = Booking deleted
happened-series = Repeated booking made
happened-allocation = Place given
happened-changed-allocation = Place changed
happened-deleted-allocation = Place given back
happened-attendance = Comes to an event
happened-deleted-attendance = Does not come to an event
happened-check-in = Checked in
happened-check-out = Checked out
happened-card = Card added
happened-deleted-card = Card deleted
happened-passes = Passes added
happened-passes-gone = Passes taken away
happened-issue = Asked the help desk
happened-changed-issue = Question changed
happened-deleted-issue = Question deleted
happened-note = Note
