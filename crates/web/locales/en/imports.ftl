# What is brought in from files and from Cobot.
imports-import = Import
imports-lead = Bring over what you have in files. First everything is looked through and you see what would happen; nothing is made before you say so.
imports-from-cobot = Bring over a whole space from Cobot
imports-a-file = A file
imports-holds = What it holds
imports-kind-problem = It { $problem }.
imports-csv = CSV file
imports-file-problem = The file { $problem }.
imports-up-to = Up to { $most } lines and 5 MB. Commas, semicolons or tabs: that is found out.
imports-mail = Mail new members a link to their membership
imports-look-through = Look through it
imports-files-look = What files look like
imports-first-line = The first line names the columns, in English or German, in any order; columns that are not known are left out. Begin with plans, then members, then bookings: one names the other.
imports-template = { $kind }: template
imports-needs-members = { $columns }, and a name or company
imports-and-may = and, where you have it: { $columns }
imports-passed-over = A line that is there already (a member by the e-mail address, a plan by its name, a booking by room, time and member) is passed over, so a file can be brought in again after you have mended it. Nothing is billed for the time before today.
imports-earlier = Earlier imports
imports-none = None yet. Their reports stay here for 90 days.
imports-forbidden = Your permissions let you bring in nothing.

## What can be brought in

imports-kind-members = Members
imports-kind-plans = Plans
imports-kind-bookings = Bookings
imports-kind-cobot = Space at Cobot
imports-thing-space = Space
imports-thing-resources = Resources
imports-thing-custom-fields = Custom fields
imports-thing-memberships = Memberships
imports-thing-field-values = Field values
imports-thing-teams = Teams
imports-thing-notes = Notes
imports-thing-time-passes = Time passes
imports-thing-contacts = Contacts
imports-thing-articles = Articles
imports-thing-navigation-links = Navigation links
imports-thing-invoices = Invoices

## How far it is

imports-state-fetching = being read
imports-state-checking = being looked through
imports-state-checked = waits for you
imports-state-running = being brought in
imports-state-done = done
imports-state-failed = broken off
imports-reading = Reading
imports-looking = Looking through it
imports-bringing = Bringing it in
imports-read-so-far = { $count } things are read so far. Cobot answers so many questions a minute, so this may take a while.
imports-of = { $done } of { $all }
imports-progress = Progress
imports-load-again = <a>Load this page by itself again</a> You may leave it; the work goes on.
imports-loads-itself = This page is loaded anew every two seconds. <a>Stop that</a> You may leave it; the work goes on.

## What came of it

imports-checked = Looked through, nothing is made yet
imports-would = { $made } would be made.
imports-would-refused = { $made } would be made, { $refused } do not fit.
imports-nothing = There is nothing to be made.
imports-mails = Each new member with an e-mail address gets a mail.
imports-overlaps = Bookings that overlap each other are found when it is carried out.
imports-carry-out = Carry it out
imports-forget = Forget it
imports-done = Done
imports-made = { $made } made.
imports-made-refused = { $made } made, { $refused } did not fit.
imports-numbers = In numbers
imports-what = What
imports-column-would = Would be made
imports-column-made = Made
imports-column-known = There already
imports-column-refused = Does not fit
imports-left-invoices = { $count } invoices of the last twelve months stay at Cobot.
imports-left-ended = { $count } memberships that have ended stay at Cobot.
imports-left = { $count } { $what } stay at Cobot.
imports-unused = Columns that are not used: { $columns }.
imports-misfits = What does not fit
imports-take = <a>Take these lines away as a file</a>.
imports-take-and-mend = <a>Take these lines away as a file</a>, mend them and bring the file in again.
imports-line = Line
imports-column = Column
imports-why = Why
imports-at-column = “{ $column }” { $problem }
imports-delete-report = Delete this report
imports-made-stays = What was made stays.

## From Cobot

imports-cobot = From Cobot
imports-cobot-title = Bring over a space from Cobot
imports-cobot-address = Address of the space at Cobot
imports-cobot-address-hint = Its first part: harbour, where it is harbour.cobot.me
imports-token = Access token
imports-token-hint = Of an admin of that space, with the right to read. It is kept encrypted until all is read, and then deleted.
imports-token-problem = The token { $problem }.
imports-past = Bookings of the last two years, too
imports-read = Read it and look through it
imports-along = What comes along
imports-along-what = The description of the space, rooms and desks, plans with credits, extras and passes, members with their plans, fields, notes and teams, passes that they have bought, contacts, articles, links of the application that the token is from, and bookings from today on. Nobody is mailed.
imports-stays-what = Invoices stay at Cobot: download them there before you close the space. Nothing is billed here for the time before today; each member's next invoice comes on the day it has at Cobot. Taxes are those of this space: set them, and the time zone, before you begin. Payment methods, logins, photos, events and external bookings do not come along; members connect their login by an invitation.
imports-again = You can do this as often as you like: what was brought over is known again.
imports-forbidden-cobot = This needs the permission to edit members, plans, bookings, resources, add-ons and settings.
