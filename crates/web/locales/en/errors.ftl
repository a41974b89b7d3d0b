# What use cases say, found by the English sentence, which is the one in the sources. One line each.

## By the code, where the sentence itself is not below; it goes on after the name of the field

error-code-blank = can't be blank
error-code-taken = has already been taken
error-code-too-long = is too long
error-code-too-short = is too short
error-code-invalid = is not valid
error-code-out-of-range = is out of range
error-code-negative = must not be negative
error-code-too-large = is too large
error-code-unknown = is not known

## After the name of a field

error-not-an-email = is not an e-mail address
error-not-right = is not right
error-password-short = must have at least 8 characters
error-password-easy = is easy to guess; a few uncommon words together are better
error-not-the-code = is not the code that the app shows now
error-device-name = must have 1 to 100 letters
error-blank-required = must be given
error-not-negative = must not be negative
error-blank = can't be blank
error-taken = has already been taken
error-http-address = must be an http or https address
error-after-start = must be after the start
error-not-before-start = must not be before the start
error-used-already = is not right, or was used already
error-control-characters = must not contain control characters
error-blank-or-contact = can't be blank, unless there is a company or an e-mail
error-blank-or-company = can't be blank, unless there is a company
error-empty = can't be empty
error-past = must not be in the past
error-future = must not be in the future
error-years = must be between the years 2000 and 2100
error-not-an-iban = is not an IBAN
error-not-a-bic = is not a BIC
error-not-a-country = is not a country
error-not-a-tax-id = is not a tax id of the European Union
error-no-field = is no field of the space
error-nowhere = does not exist
error-nowhere-here = does not exist in this space
error-twice = is there twice
error-positive = must be above 0
error-not-zero = must not be 0
error-too-large = is too large
error-too-long = is too long
error-most-entries = must have at most { $most } entries
error-most-letters = must have at most { $most } characters
error-most-days = must be at most { $most } days
error-two-years = must be at most two years ahead
error-five-minutes = must be on a multiple of 5 minutes
error-link = must be a link that begins with http:// or https://
error-http-url = must be an http or https URL
error-locale = is not a locale, such as de-DE

## Whole sentences

error-sentence-sign-in = The address or the password is not right.
error-sentence-not-confirmed = The address is not confirmed yet. We have sent a new link to it.
error-sentence-slot-taken = The resource is already booked at that time.
error-sentence-passkey-taken = This passkey is registered already.
error-sentence-passkey-unknown = This passkey is not known here. It may have been removed.
error-sentence-passkey-late = That took too long. Please try again.
error-sentence-passkey-unreadable = The passkey cannot be read. Please try again.
error-sentence-passkeys-many = You have { $most } passkeys. Remove one first.
error-sentence-still-admin = You run a space. Hand it over or leave it first.
error-sentence-still-member = You are a member of a space. Cancel your membership first.
error-sentence-has-applications = You have registered applications. Delete them first.
error-sentence-made-meanwhile = Somebody made you a member or an admin this moment.
error-sentence-factor-on = There is a second factor already.
error-sentence-no-secret = Begin anew: there is no secret to confirm.
error-sentence-needs-scope = This needs the scope { $scopes }, and a role that allows it here.
error-sentence-slot-taken-now = The resource is already booked at this time
error-sentence-closed = The resource is closed at this time
error-sentence-not-bookable = The resource cannot be booked.
error-sentence-members-book = Only members and admins may book.
error-sentence-membership-to-book = Booking here takes a membership in this space.
error-sentence-inactive = The membership is not active today.
error-sentence-member-already = You are a member of this space already.
error-sentence-login-already = This membership is connected with a login already.
error-sentence-team-ended = The team has ended.
error-sentence-admin-already = This person is an admin already.
error-sentence-attending-already = You attend this event already.
error-sentence-members-attend = Only members of the space may attend.
error-sentence-charging = The invoice is being charged already.
error-sentence-sending = The invoice is being sent.
error-sentence-locked = The invoice is locked.
error-sentence-no-invoices = This space does not show invoices to its members.
error-sentence-settings-permission = This needs the permission to edit the settings of the space.
error-sentence-look-permission = This needs the permission to edit the look of the space.
error-sentence-no-plan-change = Members cannot change their plan in this space.
error-sentence-no-cancellation = Members cannot cancel by themselves in this space.
error-sentence-admins-only = Only admins of the space may do this.
error-sentence-insiders-only = Only members and admins of the space may do this.
error-sentence-checked-out = This check-in has ended.
error-sentence-pass-used = The time pass has been used.
error-sentence-price-large = The price is too large.
error-sentence-again = The resource was changed this moment. Please try again.
