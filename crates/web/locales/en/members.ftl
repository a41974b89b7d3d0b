# The directory of members, one's own profile, passes and team.

## The directory

members-title = Members of { $space }
members-members = Members
members-search-what = Name, company or what they do
members-search = Search
members-own-profile = Your profile
members-search-problem = What is searched for { $problem }.
members-none = Nobody has published a profile yet.
members-be-first = <a>Be the first</a>.
members-none-found = Nobody tells anything of “{ $query }”.
members-found = { $count } found
members-pages = Pages
members-before = Before
members-more = More
members-somebody = A member

## A profile

members-not-published = Nobody sees this profile but you and those who run { $space }.
members-change-profile = Change your profile
members-found-at = Found at
members-mail = E-mail
members-saved = Saved. <a>See it as others do</a>
members-published = Other members see it in the directory
members-about-me = About me
members-about-me-hint = What you do, and what others may ask you
members-company = Company
members-pronouns = Pronouns
members-location = Where you are found
members-location-hint = Second floor, by the window
members-email = E-mail address
members-phone = Phone
members-website = Website
members-birthday = Birthday
members-birthday-hint = Only those who run the space see it.
members-save = Save
members-directory = The directory

## Passes and credits

members-passes-and-credits = Passes and credits
members-passes = Passes
members-no-passes = You have none. If your plan needs one to come in, it is used when you check in.
members-credits = Credits this month
members-no-credits = Your plan has none.
members-buy-passes = Buy passes
members-which = Which
members-pass-kind-problem = The kind of pass { $problem }.
members-how-many = How many
members-number-problem = The number { $problem }.
members-buy = Buy
members-pay-with-invoice = You pay with your next invoice.
members-visits = When you were here
members-your-membership = Your membership
members-pass-in-plan = in your plan
members-pass-bought = bought
members-pass-given = a present
members-pass-forever = for as long as you like
members-until = until { $day }
members-each-from = { $price } each from { $count } on
members-never-expires = do not expire
members-good-for = good for { $count } days
members-passes-yours = They are yours. They go on your next invoice.
members-visit-with = { $when }, with { $guest }
members-with-pass = with a pass

## The own team

members-team = Your team
members-no-team = You belong to no team. Those who run { $space } put members together whose plan or bill is one.
members-shared = You share passes and credits with each other.
members-you = { $name } (you)
members-manage-team = Manage the team
members-manages = manages the team
members-pays = pays for the others
