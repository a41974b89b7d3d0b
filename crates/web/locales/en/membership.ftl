# What a member has, owes and can change.

membership-own = Your membership
membership-waits = You have signed up. Whoever runs { $space } looks at it and confirms.

## At the space

membership-at-space = At the space
membership-in = You are checked in.
membership-out = You are checked out.
membership-check-in = Check in
membership-check-out = Check out
membership-arrived = Arrived?
membership-pass-used = A day pass is used if your plan needs one.
membership-here-now = { $count } here now
membership-here-since = { $name }, since { $time }

## Plan, passes and bookings

membership-plan = Your plan
membership-no-plan = None of your own
membership-then = Then: { $plan }
membership-plan-from = { $plan } from { $day }
membership-last-day = Your last day is { $day }.
membership-passes-left = <a>{ $count } day passes left</a>
membership-book = Book a room
membership-bookings = Your bookings
membership-passes = Passes and credits
membership-profile = Your profile
membership-team = Your team

## Invoices

membership-invoices = Invoices
membership-none-yet = None yet.
membership-invoice-of = { $number } of { $day }

## Changing the plan, and leaving

membership-other-plan = Another plan
membership-would-begin = It would begin on { $day }. Until then all stays as it is.
membership-change = See what it costs
membership-leave = Leave
membership-if-canceled = If you cancel today, your last day is { $day }. What you have booked after it stays until somebody takes it back.
membership-cancel = See what is still to pay, and cancel
membership-pay = Invoices and payment
membership-told-plan = Your plan changes on the day shown here.
membership-told-canceled = Your membership ends on the day shown here.

## Whether an invoice is paid

membership-unpaid = unpaid
membership-paid = paid
membership-pending = pending
membership-refunded = canceled
membership-written-off = writtenOff
