# Members, for those who run a space.
people-add = Add a member
people-no-plan = A member needs a plan, and there is none yet. <a>Make the first plan</a>.
people-nothing-mailed = Nothing is mailed now. You can make an invitation link afterwards.
people-plan = Plan
people-plan-problem = The plan { $problem }.
people-code = Discount code
people-title = Members of { $space }
people-members = Members
people-search-for = Name, company or e-mail address
people-today = { $count } today
people-found = { $count } found
people-nobody = There is nobody yet. Add somebody, or tell people the address of your space: they can sign up there.
people-not-confirmed = Not confirmed
people-leaving = Leaving
people-send-link = Send this link to { $name }
people-link-what = Whoever opens it and signs in gets this membership. It is shown this once and good for 30 days.
people-waits = { $name } signed up and waits.
people-confirm = Confirm
people-no-own-plan = None of its own
people-change-plan = Change the plan
people-new-plan = New plan
people-next-renewal = Empty: from the next renewal.
people-change = Change it
people-stay = Stay after all
people-end = End the membership
people-first-possible = Empty: the first day that keeps notice and commitment.
people-end-it = End it
people-bookings = Bookings to come
people-number = Member number
people-tax-number = Tax number
people-since = Since
people-until = Until
people-next-invoice = Next invoice
people-which = Which
people-all-plans = All plans
people-teams = Teams
people-import = Import
people-export = Export as CSV
people-waiting = Waiting for you
people-waiting-what = They signed up and become members once you confirm.
people-nobody-like = Nobody is like that. <a>Show all members</a>
people-stage-today = Members today
people-stage-former = Former members
people-stage-all = Everybody
people-name = Name
people-email = E-mail
people-member = Member
people-very-many = More than 10,000

## One member

people-person = Person
people-connected = Connected with a login.
people-make-link = Make an invitation link
people-edit = Edit
people-cards = Cards for the entrance
people-then = Then: { $plan } from { $day }
people-paid-for = Paid for by <a>{ $name }</a>
people-no-invoices = None yet.
people-pays-with = Paid with { $method }, charged when due.
people-charges = Charges and credits
people-new-invoice = New invoice
people-invoice-of = { $number } of { $day }

## Notes, fields, passes and what happened

people-notes = Notes
people-no-notes = None yet. The member does not see them.
people-on-top = On top
people-delete-note = Delete<hidden> the note of { $about }</hidden>
people-a-note = A note
people-keep-on-top = Keep it on top
people-note-it = Note it
people-files = Files
people-no-files = None yet: contracts, copies of papers. The member does not see them.
people-a-file = A file
people-file-size = 10 MiB at most.
people-attach = Attach
people-delete-file = Delete<hidden> { $file }</hidden>
people-delete-for-good = Delete for good<hidden>: { $file }</hidden>
people-kilobytes = { $size } kB
people-megabytes = { $size } MB
people-more-about = More about { $name }
people-answers = Answers on sign-up
people-passes = Day passes
people-no-passes = None are left.
people-passes-left = { $count } left
people-take-away = Take away<hidden> { $pass }, { $about }</hidden>
people-give-passes = Give passes
people-pass-kind = Kind
people-charge-passes = At the price of the plan, on the next invoice
people-give = Give them
people-pass-no-end = no end
people-pass-until = until { $when }
people-visits = At the space, last 90 days
people-no-visits = Not once.
people-happened = What happened

## Who somebody is, and where bills go

people-edit-name = Edit { $name }
people-as-written = Or as it was written
people-as-written-hint = Stands in place of street, post code and city.
people-address-problem = The address { $problem }.
people-bills = Bills
people-billing-emails = E-mail addresses for invoices
people-billing-emails-hint = With commas between them; empty: the one above
people-charge-taxes = Taxes are charged
people-next-invoice-hint = Moving it moves all that follow
people-delete = Delete for good
people-delete-what = Plans, notes and bookings to come go; past bookings stay without a name, and invoices as they were written. Who only leaves is cancelled instead. That cannot be undone.
people-delete-name = Delete { $name }

## Charges and credits

people-charges-of = Charges of { $name }
people-on-next = On the next invoice
people-no-charges = Nothing. Plans and bookings are billed by themselves; here you put down what comes on top of them once, such as prints or a key, or give something back.
people-charge-back = Take back<hidden> { $title }</hidden>
people-bill-now = Bill them now
people-put-down = Put something down
people-charge-what = What
people-charge-many = How many
people-charge-each = Each, net
people-charge-tax = Tax, %
people-charge-tax-hint = Empty: as usual
people-charge-credit = A credit: the member gets it back
people-charge-day = Day
people-put-it-down = Put it down
people-charge-net = { $amount } net
people-charge-net-credit = { $amount } net, a credit
