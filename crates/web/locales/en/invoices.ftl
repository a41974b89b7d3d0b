# Invoices, for those who write them.

## The list

invoices-how = How invoices are written and sent
invoices-search-for = Number, recipient or item
invoices-search = Search
invoices-status = Status
invoices-status-all = All
invoices-status-open = Open
invoices-status-overdue = Overdue
invoices-status-paid = Paid
invoices-status-unsent = Not sent
invoices-status-canceled = Paid back
invoices-status-written-off = Written off
invoices-found = { $count } found
invoices-issued = Issued
invoices-none-like = No invoice is like that.
invoices-none = There are none yet. Plans, bookings and charges of members are billed by themselves; you can also write one by hand.
invoices-e-invoice = e-invoice

## Whether it is sent and paid

invoices-not-sent = not sent
invoices-about-to-be-sent = about to be sent
invoices-waits-to-be-sent = waits to be sent
invoices-being-sent = being sent
invoices-sent = sent
invoices-could-not-be-sent = could not be sent
invoices-overdue = overdue
invoices-open = open
invoices-paid = paid
invoices-payment-on-its-way = payment on its way
invoices-paid-back = paid back
invoices-written-off = written off

## Whom a new one is for

invoices-new = New invoice
invoices-whom = Who is it for?
invoices-whom-search = Name, company or e-mail address of a member or contact
invoices-whom-placeholder = Who is it for? Name, company or e-mail address
invoices-whom-none = No member and no contact has “{ $query }” in name, company or e-mail address.
invoices-choice-member = Member, { $email }
invoices-choice-contact = Contact, { $email }
invoices-somebody-else = Somebody else
invoices-you-type = You type the address.

## Writing one

invoices-new-for = New invoice for { $name }
invoices-correction = Correction
invoices-correct = Correct { $number }
invoices-correct-what = The lines give back all that stands on the invoice. Take away what was right, or add what should stand there instead.
invoices-missing = Something is missing.
invoices-lines-problem = The lines { $problem }.
invoices-type-whom = Type whom it is for.
invoices-comes-to = What it comes to: { $amount }
invoices-due-on = Due { $day }
invoices-preview = See what it comes to
invoices-line = Line { $number }
invoices-what = What
invoices-how-many = How many
invoices-each-net = Each, net
invoices-tax-percent = Tax, %
invoices-tax-usual = Empty: as usual
invoices-lines-hint = The usual tax: { $tax }. An amount below zero gives something back; a line without text and price is left out.
invoices-no-tax = none
invoices-add-line = Add a line
invoices-other-address = Another address or e-mail
invoices-other-address-hint = Empty: the address and the billing e-mails of { $name }.
invoices-recipient = Recipient
invoices-street = Street and number
invoices-tax-number = Tax number
invoices-emails = E-mail addresses it goes to
invoices-commas = With commas between them
invoices-day = Day of the invoice
invoices-text = Text below the items
invoices-text-hint = Empty: as the settings have it.
invoices-notes = Notes for admins
invoices-write-off-number = Write { $number } off
invoices-make = Make the invoice

## What stands on it

invoices-items = Items
invoices-items-over = Items: { $amount }
invoices-item = Item
invoices-quantity = Quantity
invoices-tax = Tax
invoices-net = Net
invoices-paid-before = Paid before
invoices-total = Total
invoices-to-pay = To pay

## One invoice

invoices-did-not-work = It did not work.
invoices-emails-problem = The billing e-mails { $problem }.
invoices-pdf = PDF
invoices-xml = XML
invoices-why = Why each item
invoices-correct-it = Correct it
invoices-for = For { $name }
invoices-for-payer = For <a>{ $name }</a>
invoices-corrects = Corrects <a>{ $number }</a>.
invoices-corrected-by = Corrected by <a>{ $number }</a>.
invoices-dates = Dates and sending
invoices-of = Of
invoices-due = Due
invoices-sending = Sending
invoices-goes-to = Goes to
invoices-member-number = Member number
invoices-reminders = Reminders
invoices-paid-so-far = Paid
invoices-paid-on = Paid on
invoices-ksef = KSeF
invoices-send = Send it by mail

## Money

invoices-payments = Payments
invoices-nothing-came = Nothing came in yet.
invoices-came-in = { $amount } came in on { $day }, { $method }
invoices-went-back = { $amount } went back on { $day }, { $method }
invoices-take-back = Take back<hidden> { $payment }</hidden>
invoices-left = { $amount } are left to pay.
invoices-charge = Charge the payment method now
invoices-note-payment = Note a payment
invoices-amount = Amount
invoices-amount-hint = Empty: all that is left.
invoices-amount-problem = The amount { $problem }.
invoices-paid-day = Day
invoices-method = How
invoices-otherwise = Otherwise
invoices-method-problem = The way { $problem }.
invoices-note = Note
invoices-note-it = Note it
invoices-pay-back = Pay back
invoices-pay-back-what = What came through a provider goes back through it.
invoices-as-it-came = As it came
invoices-pay-it-back = Pay it back

## Reminders, history and the rest

invoices-reminder = Reminder
invoices-write-reminder = Write a reminder, with the PDF
invoices-to = To
invoices-subject = Subject
invoices-body = Text
invoices-body-problem = The text { $problem }.
invoices-send-reminder = Send the reminder
invoices-history = History
invoices-more = More
invoices-is-locked = It is locked: nothing on it changes.
invoices-once-locked = Once it is locked, nothing on it changes.
invoices-lock = Lock
invoices-unlock = Unlock
invoices-write-off = Write it off
invoices-write-off-what = Nobody is asked to pay it any more. That cannot be undone.
invoices-delete-what = Its number stays unused; what was used and stands on it is billed again. Where the law wants invoices without gaps, correct it instead.
