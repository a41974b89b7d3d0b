# What a space sets: its name and region, and what members may do.
settings-of = Settings of { $space }
settings-look-only = You may see the settings of the space and not change them.

## The page of all settings

settings-the-space = The space
settings-space = Name, contact and opening hours
settings-space-about = What visitors are told, and where you are.
settings-region = Region, prices and taxes
settings-region-about = Country, time zone, currency, taxes by name, prices with or without them.
settings-domain = Domain of your own
settings-domain-about = Your pages at an address of yours, such as members.example.org.
settings-look = Look
settings-look-about = The colour of your pages.
settings-home = Home page and widgets
settings-home-about = What visitors see first, and parts of it on your own website.
settings-tablets = Tablets
settings-tablets-about = Displays at doors, and check-in at the entrance.
settings-members = Members
settings-rules = What members may do
settings-rules-about = Repeat bookings, cancel and change plans by themselves, days of invoices.
settings-questions = Questions on sign-up
settings-questions-about = What you want to know of who joins.
settings-fields = Fields of your own
settings-fields-about = What you note of each member.
settings-terms = Terms
settings-terms-about = What members agree to, imprint and privacy.
settings-money = Money
settings-invoicing = Invoicing
settings-invoicing-about = Numbers, terms of payment, sending, reminders, accounts.
settings-providers = Payment providers
settings-providers-about = Cards and debits through Stripe or PayPal.
settings-debits = Direct debits
settings-debits-about = Mandates, and files for your bank.
settings-codes = Discount codes
settings-codes-about = Less for who knows a word.
settings-products = Extras for bookings
settings-products-about = Coffee, catering, a beamer.
settings-sayings = What you say
settings-announcements = Announcements
settings-announcements-about = News for members, on their page and by mail.
settings-emails = E-mails
settings-emails-about = The words of the mails that are sent for you.
settings-articles = Articles
settings-articles-about = Answers in your help desk.
settings-programs = People and programs
settings-admins = Who runs the space
settings-admins-about = Admins, their permissions, a second factor.
settings-webhooks = Webhooks
settings-webhooks-about = Tell other programs what happens.

## Name, contact and opening hours

settings-address-stays = Its address is <a>{ $site }</a> and stays so.
settings-what-it-is = What it is
settings-what-it-is-hint = On the home page.
settings-email = E-mail address of the space
settings-email-hint = Mails of members are answered to it
settings-contact-email = E-mail address for visitors
settings-contact-email-hint = Empty: the same
settings-where = Where it is
settings-one-line = In one line
settings-one-line-hint = As visitors see it: Quay 1, Hamburg
settings-street-hint = This and the following is printed on invoices
settings-state = State
settings-hours = Opening hours
settings-hours-what = For visitors; a day without times is closed.
settings-hours-from = From
settings-hours-to = To
settings-hours-problem = { $day } { $problem }.

## A domain of its own

settings-domain-what = The space is at <a>{ $site }</a>, and stays so. Here you give it a second address that is yours, such as members.example.org.
settings-domain-host = The domain
settings-domain-host-hint = Without https://, such as members.example.org
settings-domain-use = Use this domain
settings-domain-problem = { $host } { $problem }.
settings-domain-waits = Waiting: nobody has seen yet that it leads here.
settings-domain-record = Make this DNS record where the domain is managed, and remove other records of that name.
settings-domain-record-region = The DNS record
settings-domain-record-type = Type
settings-domain-record-name = Name
settings-domain-record-value = Value
settings-domain-apex = A domain with nothing before it, such as example.org, cannot have a CNAME. Give it the A and AAAA records that { $host } has.
settings-domain-then = It can take some hours until that is known everywhere. Then check here; from that moment on your pages are there, too.
settings-domain-check = Check now
settings-domain-works = Works since { $day }: <a>{ $host }</a>
settings-domain-works-what = Mails and links lead there. People sign in at each address by itself, and a passkey is good for the address where it was added.
settings-domain-remove = Remove the domain
settings-domain-remove-what = Links to { $host } lead nowhere then; your pages stay at { $site }. Remove the DNS record, too: as long as it leads here, another space could take the domain.

## Region, prices and taxes

settings-region-legend = Region
settings-country-problem = The country { $problem }.
settings-locale = Language and region
settings-locale-hint = Such as de-DE or en: how dates and amounts are written
settings-zone = Time zone
settings-zone-hint = Such as Europe/Berlin, or the name of a city. Bookings keep their instants.
settings-times-written = Times are written
settings-prices = Prices
settings-currency = The currency is { $currency }.
settings-prices-shown = Prices are shown
settings-without-taxes = without taxes
settings-with-taxes = with taxes
settings-prices-shown-hint = The amount that is shown is the exact one on invoices.
settings-decimals = Decimals of prices
settings-decimals-hint = 0 to 6
settings-taxes = Taxes on what you sell
settings-taxes-what = All of them are added to the same net amount. What was sold already keeps its taxes. Without any line nothing is added.
settings-tax = Tax { $number }
settings-tax-example = VAT
settings-percent = Percent
settings-tax-name-problem = The name { $problem }.
settings-tax-rate-problem = The rate { $problem }.
settings-more = More
settings-own-rates = Plans, rooms and extras may have a tax rate of their own

## What members may do

settings-bookings = Bookings
settings-repeat = Members may make bookings that repeat
settings-edit-started = Members may change bookings that have begun
settings-hide = Members see only when a room is taken, not by whom
settings-membership = Membership
settings-confirm = I confirm everybody who signs up, whatever the plan
settings-change-plan = Members may change their plan by themselves
settings-cancel = Members may cancel by themselves
settings-invoice-day = Day of the month for invoices of new members
settings-invoice-day-hint = 1 to 28; empty: the day on which a membership began
