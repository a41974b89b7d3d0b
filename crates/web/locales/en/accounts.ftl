# Signing up, in and out, and one's own account.

## Signing in and up

accounts-sign-in = Sign in
accounts-sign-up = Sign up
accounts-email = E-mail address
accounts-password = Password
accounts-forgotten = Forgot your password?
accounts-no-account = No account yet? <a>Sign up</a>
accounts-has-account = You have an account? <a>Sign in</a>
accounts-password-advice = Eight characters at least. A few uncommon words together are hard to guess and easy to keep.
accounts-look-into-mail = Look into your mail
accounts-sign-up-sent = We have sent a mail to { $email }. The link in it completes your sign-up.
accounts-dead-link = This link does not work
accounts-dead-link-why = It was used before, or it is too old.
accounts-dead-link-renew = It was used before, or it is too old. You can ask for a new one.
accounts-confirm-address = Confirm your address
accounts-confirm-new-address = Confirm your new address
accounts-confirm = Confirm
accounts-welcome = Welcome
accounts-confirmed = Your address is confirmed.

## The second step

accounts-code-title = Enter the code
accounts-code-where = Your authenticator app shows it. If you have lost the app, enter one of your recovery codes.
accounts-code = Code
accounts-go-on = Go on
accounts-use-passkey = Use a passkey

## A forgotten password

accounts-new-password-title = A new password
accounts-link-comes = We send a link to your address.
accounts-send-link = Send the link
accounts-forgotten-sent = If { $email } has an account, a link for a new password is on its way.
accounts-choose-password = Choose a new password
accounts-new-password = New password
accounts-change-password = Change the password
accounts-reset-done = Your password is changed, and you are signed out everywhere.

## One's own account

accounts-own = Your account
accounts-calendars = Your calendars
accounts-done = Done
accounts-not-changed = Not changed
accounts-nothing-changed = Nothing was changed: something is not right, see below.
accounts-address = Address
accounts-address-is = You sign in with <strong>{ $email }</strong>.
accounts-change-address = Change the address
accounts-new-address = New address
accounts-send-link-to-new = Send a link to the new address
accounts-new-address-sent = The link that we have sent to the new address completes the change.
accounts-new-address-counts = You sign in with the new address from now on.
accounts-address-taken = Somebody else has an account with this address.
accounts-old-password = Old password
accounts-password-changed = Your password is changed. Other browsers are signed out.
accounts-authenticator = Authenticator app
accounts-authenticator-on =
    { $codes ->
        [one] Codes of an authenticator app are asked for when you sign in. { $codes } recovery code is left.
       *[other] Codes of an authenticator app are asked for when you sign in. { $codes } recovery codes are left.
    }
accounts-authenticator-why = With an authenticator app on your phone, a stolen password is not enough to sign in.
accounts-turn-off = Turn it off
accounts-turn-on = Turn it on
accounts-set-up-app = Set up an app
accounts-set-up-title = Set up an authenticator app
accounts-set-up-key = On a phone, <a>open the app with this link</a>, or type the key into it:
accounts-set-up-code = Enter the code that it shows.
accounts-recovery-codes = Recovery codes
accounts-factor-on = The second factor is on
accounts-recovery-keep = Keep these recovery codes where you find them without your phone. Each works once; they are not shown again.
accounts-passkeys = Passkeys
accounts-passkeys-why = Your phone, computer or security key signs you in, without a password. Beside the password it is a second factor.
accounts-passkeys-why-codes =
    { $codes ->
        [one] Your phone, computer or security key signs you in, without a password. Beside the password it is a second factor; { $codes } recovery code is left.
       *[other] Your phone, computer or security key signs you in, without a password. Beside the password it is a second factor; { $codes } recovery codes are left.
    }
accounts-passkey-history = added { $added }, last used { $used }
accounts-passkey-unused = added { $added }, never used
accounts-passkey-remove = Remove<hidden> { $name }</hidden>
accounts-passkey-name = Name of the device
accounts-passkey-name-problem = The name { $problem }.
accounts-passkey-add = Add a passkey
accounts-passkey-often = That was too often. Please wait a little.
accounts-passkey-reload = Please load the page again.
accounts-passkey-kind = This kind of passkey is not known here.
accounts-passkey-refused = Nothing was done: the device was not asked, or said no.
accounts-passkey-known = This device has a passkey for your account already.
accounts-passkeys-beside = Passkeys of the other address of this space work only <a>there</a>.
accounts-sessions = Where you are signed in
accounts-unknown-browser = Unknown browser
accounts-session-since = since { $since }, last used { $used }
accounts-this-browser = this browser
accounts-sign-out = Sign out
accounts-sign-out-others = Sign out everywhere else
accounts-applications = Connected applications
accounts-no-applications = No application acts for you.
accounts-application-since = { $scopes }, since { $since }
accounts-disconnect = Disconnect
accounts-delete-title = Delete the account
accounts-delete-when = As long as you are a member or an admin of a space, the account cannot be deleted.
accounts-delete-for-good = Delete it for good
accounts-delete = Delete my account
accounts-deleted = Your account is deleted
accounts-deleted-text = Nobody can sign in with it any more.
