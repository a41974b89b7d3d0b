# What an invitation leads to.

invitations-member-title = Welcome to { $space }
invitations-member = The membership of { $member } at { $space } will belong to your login: you see and change it there.
invitations-connect = Connect it
invitations-connected = The membership is connected with your login.
invitations-to-space = To the space
invitations-admin-title = Run { $space }
invitations-admin = You are invited to run { $space } together with others, as { $name }.
invitations-become-admin = Become an admin
invitations-admin-now = You are an admin of this space now.
invitations-who-runs-it = Who runs it
invitations-signed-in-as = You are signed in as <strong>{ $email }</strong>.
invitations-sign-in-first = Sign in first, and you come back here.
invitations-no-account = No account yet? <a>Sign up</a>, confirm your address, then open this link again.
