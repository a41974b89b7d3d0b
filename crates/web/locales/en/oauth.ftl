# An application asks, a person answers.

## The question

oauth-asks = { $name } asks for access
oauth-let-in = Let <em>{ $name }</em> in?
oauth-more = It has access to your account already and asks for more. It could also:
oauth-able-to = It would be able to:
oauth-here-only = It is shown on this page and would act for you here, in { $space } only. It would be able to:
oauth-never-more = It can never do more than you can yourself. You can take this back at any time in your account.
oauth-allow = Allow
oauth-deny = Do not allow
oauth-signed-in = You are signed in as { $email }. You will go on to <strong>{ $destination }</strong>.
oauth-about = About the application:
oauth-not-let-in = This application was not let in yet. Open its page first.

## Those who are not members

oauth-stranger = You are no member of { $space }
oauth-stranger-why = <em>{ $name }</em> wants to know you as a member of { $space }, but { $email } has no running membership here. Nothing was shared.
oauth-back-to = Back to { $name }

## Signing out

oauth-sign-out = Sign out
oauth-sign-out-ask = Sign out?
oauth-signed-in-as = You are signed in as { $email }.
oauth-stay = Stay
oauth-signed-out = You are signed out
oauth-to-start = <a>Go to the start page.</a>

## What cannot be answered

oauth-refused-title = This cannot be done
oauth-refused = This request cannot be answered
oauth-refused-why = The application that sent you here made a mistake, so we do not send you back to it. Nothing was shared.
oauth-for-developer = For its developer: <code>{ $code }</code>, { $description }.

## What it could do: headings

oauth-who = Who you are
oauth-people = People
oauth-bookings = Bookings and rooms
oauth-money = Money
oauth-space = The space
oauth-everything = Everything

## What it could do

oauth-know-at = Know you again, and see your name, picture and phone number as a member of { $space }
oauth-know = Know you again when you come back
oauth-see-email = See your e-mail address
oauth-see-profile = See your profile
oauth-sign-in = Sign your browser in to your account
oauth-team = See and change the team that you manage
oauth-see-all = See everything that you can see, in all your spaces
oauth-change-all = Change everything that you can change, in all your spaces
oauth-see-account = See your account and which spaces you belong to
oauth-change-account = Change your account
oauth-cards = See and change the cards that open doors
oauth-menu = Add pages to the menu of the space
oauth-see = See { $what }
oauth-make = Make { $what }
oauth-make-and-change = Make and change { $what }
oauth-use = Use { $what }

## With what

oauth-thing-accounting-codes = accounting codes
oauth-thing-activities = activities
oauth-thing-admins = the admins of the space
oauth-thing-allocations = allocations
oauth-thing-announcements = announcements
oauth-thing-answers = what members answered to questions
oauth-thing-articles = articles for members
oauth-thing-booking-credits = booking credits
oauth-thing-booking-passes = booking passes
oauth-thing-bookings = bookings
oauth-thing-email-texts = the texts of e-mails
oauth-thing-calendar-blockers = times when nothing can be booked
oauth-thing-charges = charges
oauth-thing-check-ins = who is in the space
oauth-thing-contacts = contacts
oauth-thing-cost-centers = cost centers
oauth-thing-custom-fields = custom fields
oauth-thing-customers = the space's account with the platform
oauth-thing-discount-codes = discount codes
oauth-thing-discounts = discounts
oauth-thing-drop-in-pass-purchases = drop in pass purchases
oauth-thing-drop-in-pass-templates = drop in pass templates
oauth-thing-drop-in-passes = drop in passes
oauth-thing-event-attendances = event attendances
oauth-thing-event-messages = event messages
oauth-thing-event-ticket-purchases = event ticket purchases
oauth-thing-events = events
oauth-thing-external-bookings = bookings by people who are no members
oauth-thing-external-resources = what people who are no members can book
oauth-thing-guest-accounts = guest accounts
oauth-thing-invitations = invitations
oauth-thing-invoice-reminders = invoice reminders
oauth-thing-invoice-settings = invoice settings
oauth-thing-invoices = invoices
oauth-thing-issues = what members reported
oauth-thing-membership-notes = notes about members
oauth-thing-membership-payment-method = how a member pays
oauth-thing-membership-picture = pictures of members
oauth-thing-membership-profiles = profiles of members
oauth-thing-memberships = memberships and their plans
oauth-thing-navigation-links = the menu of the space
oauth-thing-password-resets = password resets
oauth-thing-payment-methods = payment methods
oauth-thing-payment-records = payment records
oauth-thing-payments = payments
oauth-thing-plan-extras = plan extras
oauth-thing-plans = plans
oauth-thing-products = products
oauth-thing-published-membership-profiles = profiles that members show to others
oauth-thing-questions = questions
oauth-thing-resource-categories = kinds of resources
oauth-thing-resources = rooms, desks and other resources
oauth-thing-revenue-accounts = revenue accounts
oauth-thing-single-page-apps = pages of applications in the space
oauth-thing-space-billing-details = the space's billing details
oauth-thing-space-payment-method = how the space pays
oauth-thing-space-profiles = the public profiles of spaces
oauth-thing-space-subscriptions = what the space pays for the platform
oauth-thing-spaces = your spaces
oauth-thing-subscriptions = to whom the space's events are sent
oauth-thing-team-member = members of teams
oauth-thing-teams = teams
oauth-thing-terms-approvals = which terms were accepted
oauth-thing-time-passes = time passes
oauth-thing-urls = addresses of pages
