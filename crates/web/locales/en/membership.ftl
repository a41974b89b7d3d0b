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

## Before the plan is changed, or the membership ends

membership-change-to = Change to { $plan }?
membership-from = From { $day }
membership-until-then = Until then all stays as it is.
membership-nothing-billed = Nothing is billed to you.
membership-will-be-billed = What you will be billed
membership-bill-on = <strong>{ $amount }</strong> on { $day }
membership-do-change = Change to { $plan }
membership-keep = Keep what I have
membership-cancel-title = Cancel
membership-cancel-ask = Cancel your membership?
membership-last-would-be = Your last day would be { $day }
membership-booked-after = What you have booked after it stays until somebody takes it back.
membership-open-today = Open today: <strong>{ $sums }</strong>.
membership-nothing-more = Nothing more is billed to you, unless you use something until then.
membership-still-billed = What is still billed until then
membership-do-cancel = Cancel my membership
membership-stay = Stay

## Invoices and payment

membership-how-you-pay = How you pay
membership-charged-when-due = { $method } is charged when an invoice is due.
membership-other-card = Use another card
membership-pay-with = Pay with { $method } from now on
membership-told-on-invoice = { $space } tells you on each invoice how it wants to be paid.
membership-invoices-hidden = { $space } does not show invoices here. They come by mail.
membership-invoice-due = { $amount }, due { $day }
membership-why = Why<hidden> { $invoice }</hidden>
membership-pay-now = Pay now<hidden>: { $invoice }</hidden>
membership-told-card = Your card is kept. Invoices are charged to it when they are due.
membership-told-pay = The payment is on its way.
membership-it-problem = It { $problem }.
membership-card = Your card
membership-card-where = You type your card at the provider
membership-card-what = Your browser goes there by itself, and comes back here when it is done. { $space } never sees the number.
membership-card-go = Go there
membership-card-back = Back
