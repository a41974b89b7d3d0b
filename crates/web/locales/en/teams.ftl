# Teams with a plan.

teams-title = Teams of { $space }
teams-members = Members
teams-teams = Teams
teams-make = Make a team
teams-none = There is no team yet. A team has one plan, as many seats as it pays for, and one invoice for all that its members use.
teams-pages = Pages
teams-before = Before
teams-more = More
teams-one-pays = One member pays for the others
teams-seat-count = { $count } seats
teams-seats-until = { $count } seats, until { $day }

## A new one

teams-needs-plan = A team needs a plan for teams, and there is none yet. <a>Make one</a> and tick that it is for teams.
teams-name = Name
teams-seats = Seats
teams-seats-hint = The most members it may have
teams-plan = Plan
teams-plan-problem = The plan { $problem }.
teams-first-day = First day
teams-company = Company on the invoice
teams-company-hint = Empty: the name of the team
teams-street = Street and number
teams-post-code = Post code
teams-city = City
teams-mailed-where = Where invoices are mailed
teams-not-mailed = Empty: they are not mailed
teams-discount = Discount code
teams-make-it = Make it
teams-not-now = Not now

## One team

teams-leaving = Leaving
teams-seats-taken = { $taken } of { $seats } seats taken
teams-manager = Manager
teams-until = until { $day }
teams-no-manager = No manager any more
teams-make-manager = Make manager
teams-take-out = Take out
teams-ends-today = The membership of { $name } ends today.
teams-take-out-name = Take { $name } out
teams-nobody = Nobody yet. Who is added first becomes the manager, who can add the others.
teams-add-somebody = Add somebody
teams-email = E-mail address
teams-invitation = An invitation is mailed there.
teams-add = Add
teams-then = Then: { $plan }
teams-one-invoice = One invoice for the plan and for all that is used. The next one: { $day }.
teams-change-plan = Change the plan
teams-new-plan = New plan
teams-from = From
teams-from-hint = Empty: from the next renewal.
teams-change-it = Change it
teams-ends-on = The team ends on { $day }.
teams-end = End the team
teams-all-leave = All who are in it leave with it.
teams-all-leave-then = All who are in it leave with it, on the first day that keeps notice and commitment.
teams-last-day = Last day
teams-last-day-hint = Empty: the first day that keeps notice and commitment.
teams-end-it = End it
teams-invoices = Invoices
teams-mailed = Where they are mailed
teams-mailed-hint = Addresses, with commas between them. Empty: they are not mailed.
teams-save = Save
teams-no-name = Without a name
teams-plan-from = { $plan } from { $day }
