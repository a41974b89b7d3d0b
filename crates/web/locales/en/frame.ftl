# What stands around every page, and pages that tell of errors.

## Around each page

frame-skip = Skip to content
frame-served = Served by Kontor { $version }, free software for coworking spaces.
frame-language = Language
frame-start-page = Start page
frame-sandbox = A sandbox: people and mails are made up. Here it is { $now }.

## Navigation

frame-account = Account
frame-sign-in = Sign in
frame-sign-up = Sign up
frame-sign-out = Sign out
frame-events = Events
frame-book = Book
frame-own-bookings = Your bookings
frame-membership = Membership
frame-members = Members
frame-help = Help
frame-admin = Running the space
frame-admin-today = Today
frame-admin-calendar = Calendar
frame-admin-members = Members
frame-admin-contacts = Contacts
frame-admin-plans = Plans
frame-admin-resources = Rooms and desks
frame-admin-events = Events
frame-admin-passes = Day passes
frame-admin-invoices = Invoices
frame-admin-payments = Payments
frame-admin-accounting = Accounting
frame-admin-analytics = Analytics
frame-admin-announcements = Announcements
frame-admin-help = Help desk
frame-admin-import = Import
frame-admin-add-ons = Add-ons
frame-admin-settings = Settings

## Pages that tell of errors

frame-missing-title = Page not found
frame-missing = There is no such page
frame-missing-why = The address may be mistyped, or the page was moved. <a>Go to the start page.</a>
frame-refused = That did not work
frame-please-sign-in = Please sign in.
frame-too-often = That was too often. Please try again in { $minutes } min.
frame-payment-due = A payment is due.
frame-unavailable = This is not available just now. Please try again.
frame-broken = Something went wrong with us.
frame-members-only = This page is for members of the space. Your login is not connected with a membership here.
frame-address-unusable = The address cannot be used.
frame-foreign-form = This form was not sent from a page of ours, or it is too old. Load the page again.
frame-form-too-large = The form is too large.
frame-null = The address contains a null character, which no text can have.
frame-file-too-large = The file is too large.
frame-form-incomplete = The form is not complete.
frame-language-unknown = We have no pages in this language.
