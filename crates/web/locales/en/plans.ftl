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
