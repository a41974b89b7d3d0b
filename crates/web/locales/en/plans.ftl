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
