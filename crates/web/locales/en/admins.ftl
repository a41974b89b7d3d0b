# Who runs a space, how it looks, and what its home page shows.
admins-who = Who runs { $space }
admins-look = How { $space } looks
admins-invoicing = Invoicing
admins-providers = Payment providers
admins-webhooks = Webhooks
admins-admins = Admins
admins-owner = Owner
admins-you = You
admins-factor-on = { $email }, second factor on
admins-locked-out = { $email }, locked out: no second factor
admins-permissions-of = Permissions<hidden> of { $name }</hidden>
admins-factor = Second factor
admins-factor-required = Every admin needs a passkey or an authenticator app, on pages and for applications.
admins-factor-open = A password is enough for admins. You can ask for a passkey or an authenticator app: who has none is locked out until there is one.
admins-factor-stop = No longer ask for it
admins-factor-ask = Ask all admins for a second factor
admins-invited = Invited
admins-until = { $email }, until { $day }
admins-take-back = Take back<hidden> the invitation of { $name }</hidden>
admins-invite = Invite somebody
admins-invite-what = The person gets a link by mail, and every permission once it is opened.
admins-send-invitation = Send the invitation
admins-permissions = Permissions
admins-owner-all = The owner has all rights, always.
admins-count-at-once = They count at once, for the pages, both APIs and every application that acts for { $name }. Who may edit administrators can give himself all the rest.
admins-level-none = None
admins-level-view = View
admins-level-edit = Edit
admins-save-permissions = Save the permissions
admins-ownership = Ownership
admins-make-owner = Make { $name } the owner
admins-only-undo = Only { $name } can undo this. You stay an admin.
admins-password = Your password
admins-hand-over = Hand over the space
admins-leave = Leave
admins-leave-space = Leave the space
admins-remove = Remove { $name }
admins-remove-what = It takes effect at once. Memberships stay; tokens made for the space go to the owner.
admins-look-title = Look of { $space }
admins-colour-what = Links and buttons wear it on all pages of the space. It is made darker or lighter where it could not be read.
admins-colour-of = Colour of the space
admins-colour-problem = The colour { $problem }.
admins-colour-use = Use this colour
admins-colour-none = Back to Kontor's own
admins-to-home = What the home page shows
admins-home-title = Home page of { $space }
admins-the-home = The home page
admins-home-shows = What it shows
admins-home-where = Anybody sees it at <a>the address of your space</a>. What is empty is left out by itself.
admins-own-site = On your own website
admins-paste = Paste one of these lines where it shall be shown. It grows and shrinks with what it shows; whoever taps something comes to a page of your space.
admins-to-colour = The colour of your space

## Sections of the home page

admins-section-plans = Plans
admins-section-rooms = Rooms for visitors
admins-section-events = Events

## What admins may see and change

admins-may-administrators = Administrators
admins-may-space-settings = Space settings
admins-may-subscription = Subscription
admins-may-customize = Customize
admins-may-memberships = Memberships
admins-may-teams = Teams
admins-may-plans = Plans
admins-may-check-ins = Check ins
admins-may-bookings = Bookings
admins-may-resources = Resources
admins-may-external-bookings = External bookings
admins-may-drop-in-passes = Drop in passes
admins-may-events = Events
admins-may-contacts = Contacts
admins-may-products = Products
admins-may-invoices = Invoices
admins-may-payment-methods = Payment methods
admins-may-accounting = Accounting
admins-may-communication = Communication
admins-may-activities = Activities
admins-may-analytics = Analytics
admins-may-add-ons = Add ons

## Levels, where they are only shown

admins-is-none = none
admins-is-view = view
admins-is-edit = edit
