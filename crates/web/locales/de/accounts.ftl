# Signing up, in and out, and one's own account.

## Signing in and up

accounts-sign-in = Anmelden
accounts-sign-up = Registrieren
accounts-email = E-Mail-Adresse
accounts-password = Passwort
accounts-forgotten = Passwort vergessen?
accounts-no-account = Noch kein Konto? <a>Registrieren</a>
accounts-has-account = Du hast ein Konto? <a>Anmelden</a>
accounts-password-advice = Mindestens acht Zeichen. Ein paar seltene Wörter zusammen sind schwer zu erraten und leicht zu merken.
accounts-look-into-mail = Sieh in deine E-Mails
accounts-sign-up-sent = Wir haben eine E-Mail an { $email } geschickt. Der Link darin schließt deine Registrierung ab.
accounts-dead-link = Dieser Link funktioniert nicht
accounts-dead-link-why = Er wurde schon benutzt oder ist zu alt.
accounts-dead-link-renew = Er wurde schon benutzt oder ist zu alt. Du kannst einen neuen anfordern.
accounts-confirm-address = Bestätige deine Adresse
accounts-confirm-new-address = Bestätige deine neue Adresse
accounts-confirm = Bestätigen
accounts-welcome = Willkommen
accounts-confirmed = Deine Adresse ist bestätigt.

## The second step

accounts-code-title = Gib den Code ein
accounts-code-where = Deine Authenticator-App zeigt ihn an. Wenn du die App verloren hast, gib einen deiner Wiederherstellungscodes ein.
accounts-code = Code
accounts-go-on = Weiter
accounts-use-passkey = Mit Passkey anmelden

## A forgotten password

accounts-new-password-title = Ein neues Passwort
accounts-link-comes = Wir schicken dir einen Link an deine Adresse.
accounts-send-link = Link schicken
accounts-forgotten-sent = Falls { $email } ein Konto hat, ist ein Link für ein neues Passwort unterwegs.
accounts-choose-password = Wähle ein neues Passwort
accounts-new-password = Neues Passwort
accounts-change-password = Passwort ändern
accounts-reset-done = Dein Passwort ist geändert, und du bist überall abgemeldet.

## One's own account

accounts-own = Dein Konto
accounts-calendars = Deine Kalender
accounts-done = Erledigt
accounts-not-changed = Nicht geändert
accounts-nothing-changed = Es wurde nichts geändert: Etwas stimmt nicht, siehe unten.
accounts-address = Adresse
accounts-address-is = Du meldest dich mit <strong>{ $email }</strong> an.
accounts-change-address = Adresse ändern
accounts-new-address = Neue Adresse
accounts-send-link-to-new = Link an die neue Adresse schicken
accounts-new-address-sent = Der Link, den wir an die neue Adresse geschickt haben, schließt die Änderung ab.
accounts-new-address-counts = Ab jetzt meldest du dich mit der neuen Adresse an.
accounts-address-taken = Jemand anderes hat ein Konto mit dieser Adresse.
accounts-old-password = Altes Passwort
accounts-password-changed = Dein Passwort ist geändert. Andere Browser sind abgemeldet.
accounts-authenticator = Authenticator-App
accounts-authenticator-on =
    { $codes ->
        [one] Beim Anmelden wird nach Codes einer Authenticator-App gefragt. Dir bleibt { $codes } Wiederherstellungscode.
       *[other] Beim Anmelden wird nach Codes einer Authenticator-App gefragt. Dir bleiben { $codes } Wiederherstellungscodes.
    }
accounts-authenticator-why = Mit einer Authenticator-App auf deinem Telefon genügt ein gestohlenes Passwort nicht, um sich anzumelden.
accounts-turn-off = Ausschalten
accounts-turn-on = Einschalten
accounts-set-up-app = App einrichten
accounts-set-up-title = Authenticator-App einrichten
accounts-set-up-key = Öffne auf einem Telefon <a>die App mit diesem Link</a>, oder tippe den Schlüssel ein:
accounts-set-up-code = Gib den Code ein, den sie anzeigt.
accounts-recovery-codes = Wiederherstellungscodes
accounts-factor-on = Der zweite Faktor ist eingeschaltet
accounts-recovery-keep = Bewahre diese Wiederherstellungscodes so auf, dass du sie ohne dein Telefon findest. Jeder gilt einmal; sie werden nicht noch einmal angezeigt.
accounts-passkeys = Passkeys
accounts-passkeys-why = Dein Telefon, Computer oder Sicherheitsschlüssel meldet dich ohne Passwort an. Neben dem Passwort ist er ein zweiter Faktor.
accounts-passkeys-why-codes =
    { $codes ->
        [one] Dein Telefon, Computer oder Sicherheitsschlüssel meldet dich ohne Passwort an. Neben dem Passwort ist er ein zweiter Faktor; dir bleibt { $codes } Wiederherstellungscode.
       *[other] Dein Telefon, Computer oder Sicherheitsschlüssel meldet dich ohne Passwort an. Neben dem Passwort ist er ein zweiter Faktor; dir bleiben { $codes } Wiederherstellungscodes.
    }
accounts-passkey-history = hinzugefügt am { $added }, zuletzt benutzt am { $used }
accounts-passkey-unused = hinzugefügt am { $added }, nie benutzt
accounts-passkey-remove = Entfernen<hidden>: { $name }</hidden>
accounts-passkey-name = Name des Geräts
accounts-passkey-name-problem = Der Name { $problem }.
accounts-passkey-add = Passkey hinzufügen
accounts-passkey-often = Das war zu oft. Bitte warte ein wenig.
accounts-passkey-reload = Bitte lade die Seite neu.
accounts-passkey-kind = Diese Art von Passkey ist hier nicht bekannt.
accounts-passkey-refused = Es ist nichts geschehen: Das Gerät wurde nicht gefragt oder hat abgelehnt.
accounts-passkey-known = Dieses Gerät hat schon einen Passkey für dein Konto.
accounts-passkeys-beside = Passkeys der anderen Adresse dieses Space gelten nur <a>dort</a>.
accounts-sessions = Wo du angemeldet bist
accounts-unknown-browser = Unbekannter Browser
accounts-session-since = seit { $since }, zuletzt benutzt am { $used }
accounts-this-browser = dieser Browser
accounts-sign-out = Abmelden
accounts-sign-out-others = Überall sonst abmelden
accounts-applications = Verbundene Anwendungen
accounts-no-applications = Keine Anwendung handelt für dich.
accounts-application-since = { $scopes }, seit { $since }
accounts-disconnect = Trennen
accounts-delete-title = Konto löschen
accounts-delete-when = Solange du Mitglied oder Admin eines Space bist, kann das Konto nicht gelöscht werden.
accounts-delete-for-good = Endgültig löschen
accounts-delete = Mein Konto löschen
accounts-deleted = Dein Konto ist gelöscht
accounts-deleted-text = Niemand kann sich mehr damit anmelden.
