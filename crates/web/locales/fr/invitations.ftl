# What an invitation leads to.

invitations-member-title = Bienvenue à { $space }
invitations-member = L’adhésion de { $member } à { $space } sera liée à votre compte : vous pourrez l’y voir et la modifier.
invitations-connect = La lier
invitations-connected = L’adhésion est liée à votre compte.
invitations-to-space = Vers l’espace
invitations-admin-title = Gérer { $space }
invitations-admin = Vous êtes invité à gérer { $space } avec d’autres, en tant que { $name }.
invitations-become-admin = Devenir admin
invitations-admin-now = Vous êtes maintenant admin de cet espace.
invitations-who-runs-it = Qui le gère
invitations-signed-in-as = Vous êtes connecté en tant que <strong>{ $email }</strong>.
invitations-sign-in-first = Connectez-vous d’abord, et vous reviendrez ici.
invitations-no-account = Pas encore de compte ? <a>Inscrivez-vous</a>, confirmez votre adresse, puis ouvrez à nouveau ce lien.
