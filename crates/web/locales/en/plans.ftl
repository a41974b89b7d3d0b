# Plans, for those who offer them.
plans-title = Plans of { $space }
plans-all = Plans
plans-make = Make a plan
plans-none = There are none. A plan says what a membership costs and what is in it; people sign up for one.
plans-new = A new plan
plans-later = Those who are members already keep what they have; changes hold for who joins or changes to this plan later.
plans-price = Price, net
plans-months = For how many months
plans-months-hint = 1 is a plan that is paid every month
plans-notice = Notice, days
plans-commitment = Least time, months
plans-hidden = Hidden: only who has its link can sign up for it
plans-approve = I confirm each new member
plans-for-teams = For teams: one price, whatever the number of members
plans-inside = Extras, day passes, credits and rooms
plans-no-longer = No longer offer it

## What is in a plan

plans-parts-title = What is in { $plan }
plans-not-saved = It was not saved.
plans-take-out = Take out<hidden> { $name }</hidden>
plans-add-it = Add it
plans-extras = Extras
plans-extras-what = A locker, a parking lot: what can be added to the plan, billed with its fee. A price below zero is a running discount.
plans-extras-add = Add an extra
plans-extra-about =
    { $months ->
        [one] { $price } net a month
       *[other] { $price } net for { $months } months
    }
plans-passes = Day passes
plans-passes-what = What a member needs to check in, where the plan is not for every day.
plans-passes-add = Add a kind of passes
plans-included = Included
plans-included-hint = Each month; empty: none, they are bought
plans-one-more = One more, net
plans-last = Bought ones last, days
plans-last-hint = Empty: for ever
plans-weekly = They come each week instead of each month
plans-good-at = Good at
plans-good-at-hint = Such as mon-fri 9-18, or 2h from the check-in on; empty: all day
plans-pass-month = { $count } a month included
plans-pass-week = { $count } a week included
plans-pass-more = one more { $price } net
plans-pass-last =
    { $days ->
        [one] bought ones last { $days } day
       *[other] bought ones last { $days } days
    }
plans-credits = Credits for rooms
plans-credits-what = Hours or an amount that each month includes for some rooms.
plans-credits-add = Add credits
plans-hours = Hours a month
plans-or-amount = Or an amount, net
plans-hour-more = An hour more, net
plans-hour-more-hint = Empty: the price of the room
plans-for-rooms = For these rooms
plans-add-them = Add them
plans-credit-hours = { $hours } h a month
plans-credit-amount = { $amount } a month
plans-credit-then = then { $price } net an hour
plans-signup = On sign-up
plans-signup-what = { $name }: { $amount } net, once, on the first invoice.
plans-signup-none = Nothing is charged once.
plans-signup-add = Charge something once
plans-what-for = What for
plans-amount = Amount, net
plans-amount-hint = { $currency }; empty or 0: nothing
plans-signup-name = Sign-up
plans-rooms = Rooms that its members may book
plans-only-these = Only these
plans-rooms-hint = None ticked: all that are not hidden.

## A plan changes for those who are on it

plans-update = Change for existing members
plans-update-title = Change { $plan } for existing members
plans-update-lead = Each member holds a copy of the plan as it was when he or she joined. Here you change these copies: you see first what would happen to whom, and nothing is changed before you say so.
plans-update-none = Nobody is on this plan.
plans-update-what = What changes
plans-update-what-problem = What changes { $problem }.
plans-update-price = The price alone
plans-update-price-hint =
    { $months ->
        [one] { $currency } a month. Who pays in another rhythm or currency is left out.
       *[other] { $currency } for { $months } months. Who pays in another rhythm or currency is left out.
    }
plans-update-access = The rooms alone
plans-update-which-rooms = The rooms that they may book then
plans-update-plan = Everything: the plan as it is now
plans-update-plan-hint = Now { $price }. What you have changed for single members goes. Extras stay where the plan still has them, and so do discounts from codes.
plans-update-when = From when on
plans-update-when-problem = The day { $problem }.
plans-update-renewal = Each member's next renewal
plans-update-day = One day for all
plans-update-date = Day
plans-update-next = Next invoice
plans-update-next-hint = Empty: on the usual day. Else one of the first 28 days of a month, from that day on. Nothing is prorated.
plans-update-commitment = The least time of the plan begins anew with the change.
plans-update-who = Who
plans-update-who-problem = Members { $problem }.
plans-update-all =
    { $count ->
        [one] The one member who is on this plan
       *[other] All { $count } who are on this plan
    }
plans-update-some = Only those who are ticked
plans-update-members = Members
plans-update-one-page = Only what is ticked on this page counts.
plans-update-preview = See what would happen
plans-update-earlier = Earlier changes
plans-update-state-draft = waits for you
plans-update-state-running = under way
plans-update-state-done = done
plans-update-state-failed = broken off
plans-update-becomes =
    { $months ->
        [one] The price becomes { $price } net a month.
       *[other] The price becomes { $price } net for { $months } months.
    }
plans-update-may-book = Rooms that members may book then: { $rooms }.
plans-update-all-rooms = all that are not hidden
plans-update-as-it-is = They get the plan as it was offered then: { $price }.
plans-update-with-renewal = It begins with each member's next renewal.
plans-update-from-day = It begins on { $day }.
plans-update-from-day-next = It begins on { $day }; the next invoice after that is of { $next }.
plans-update-draft = This would happen; nothing is changed yet.
plans-update-would =
    { $count ->
        [one] { $count } member would change.
       *[other] { $count } members would change.
    }
plans-update-nobody = Nobody would change.
plans-update-left =
    { $count ->
        [one] { $count } is left out.
       *[other] { $count } are left out.
    }
plans-update-carry-out = Carry it out
plans-update-forget = Forget it
plans-update-running = Changing the plans
plans-update-of = { $done } of { $all }
plans-update-progress = Progress
plans-update-load-again = <a>Load this page by itself again</a> You may leave it; the work goes on.
plans-update-loads-itself = This page is loaded anew every two seconds. <a>Stop that</a> You may leave it; the work goes on.
plans-update-done = Done
plans-update-changed =
    { $count ->
        [one] { $count } member was changed.
       *[other] { $count } members were changed.
    }
plans-update-announce = Nobody is mailed about this. <a>Write an announcement</a>
plans-update-who-would = Who would change
plans-update-member = Member
plans-update-from = From
plans-update-before = Until now
plans-update-then = From then on
plans-update-left-out = Who is left out
plans-update-why = Why
plans-update-left-ends = The membership ends before.
plans-update-left-scheduled = Another change is scheduled, and there is at most one. Change this member by hand.
plans-update-left-unchanged = Nothing would be different.
plans-update-left-plan = Is on another plan now.
plans-update-left-cycle = Pays for another number of months at a time.
plans-update-left-currency = Pays in another currency.
plans-update-left-billed = Invoices were made up to a later day than the next one was to be of.
plans-update-delete-report = Delete this report
plans-update-stays = What was changed stays.
