# What an invitation leads to.

invitations-member-title = Willkommen bei { $space }
invitations-member = Die Mitgliedschaft von { $member } bei { $space } wird zu deinem Login gehören: Dort siehst und änderst du sie.
invitations-connect = Verbinden
invitations-connected = Die Mitgliedschaft ist mit deinem Login verbunden.
invitations-to-space = Zum Space
invitations-admin-title = { $space } verwalten
invitations-admin = Du bist eingeladen, { $space } zusammen mit anderen zu verwalten, als { $name }.
invitations-become-admin = Admin werden
invitations-admin-now = Du bist jetzt Admin dieses Space.
invitations-who-runs-it = Wer ihn verwaltet
invitations-signed-in-as = Du bist als <strong>{ $email }</strong> angemeldet.
invitations-sign-in-first = Melde dich zuerst an, dann kommst du hierher zurück.
invitations-no-account = Noch kein Konto? <a>Registriere dich</a>, bestätige deine Adresse und öffne dann diesen Link noch einmal.
