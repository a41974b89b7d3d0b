# Who runs a space, how it looks, and what its home page shows.
admins-who = Wer { $space } betreibt
admins-look = Wie { $space } aussieht
admins-invoicing = Rechnungsstellung
admins-providers = Zahlungsanbieter
admins-webhooks = Webhooks
admins-admins = Admins
admins-owner = Inhaber
admins-you = Du
admins-factor-on = { $email }, zweiter Faktor an
admins-locked-out = { $email }, ausgesperrt: kein zweiter Faktor
admins-permissions-of = Rechte<hidden> von { $name }</hidden>
admins-factor = Zweiter Faktor
admins-factor-required = Alle Admins brauchen einen Passkey oder eine Authenticator-App, auf Seiten und für Anwendungen.
admins-factor-open = Admins genügt ein Passwort. Du kannst einen Passkey oder eine Authenticator-App verlangen: wer keines hat, ist bis dahin ausgesperrt.
admins-factor-stop = Nicht mehr verlangen
admins-factor-ask = Von allen Admins einen zweiten Faktor verlangen
admins-invited = Eingeladen
admins-until = { $email }, bis { $day }
admins-take-back = Zurückziehen<hidden>: die Einladung von { $name }</hidden>
admins-invite = Jemanden einladen
admins-invite-what = Die Person bekommt einen Link per Mail und alle Rechte, sobald sie ihn öffnet.
admins-send-invitation = Einladung senden
admins-permissions = Rechte
admins-owner-all = Inhaber haben immer alle Rechte.
admins-count-at-once = Sie gelten sofort, für die Seiten, beide APIs und jede Anwendung, die für { $name } handelt. Wer Admins bearbeiten darf, kann sich selbst alles andere geben.
admins-level-none = Keine
admins-level-view = Ansehen
admins-level-edit = Bearbeiten
admins-save-permissions = Rechte speichern
admins-ownership = Inhaberschaft
admins-make-owner = { $name } zum Inhaber machen
admins-only-undo = Nur { $name } kann das rückgängig machen. Du bleibst Admin.
admins-password = Dein Passwort
admins-hand-over = Space übergeben
admins-leave = Verlassen
admins-leave-space = Den Space verlassen
admins-remove = { $name } entfernen
admins-remove-what = Das gilt sofort. Mitgliedschaften bleiben; Tokens des Space gehen an den Inhaber.
admins-look-title = Aussehen von { $space }
admins-colour-what = Links und Knöpfe tragen sie auf allen Seiten des Space. Wo sie nicht lesbar wäre, wird sie dunkler oder heller.
admins-colour-of = Farbe des Space
admins-colour-problem = Die Farbe { $problem }.
admins-colour-use = Diese Farbe nehmen
admins-colour-none = Zurück zu der von Kontor
admins-to-home = Was die Startseite zeigt
admins-home-title = Startseite von { $space }
admins-the-home = Die Startseite
admins-home-shows = Was sie zeigt
admins-home-where = Alle sehen sie unter <a>der Adresse deines Space</a>. Was leer ist, fällt von selbst weg.
admins-own-site = Auf deiner eigenen Website
admins-paste = Füge eine dieser Zeilen dort ein, wo es erscheinen soll. Es wächst und schrumpft mit dem Inhalt; wer etwas antippt, kommt auf eine Seite deines Space.
admins-to-colour = Die Farbe deines Space

## Sections of the home page

admins-section-plans = Tarife
admins-section-rooms = Räume für Gäste
admins-section-events = Veranstaltungen

## What admins may see and change

admins-may-administrators = Admins
admins-may-space-settings = Einstellungen des Space
admins-may-subscription = Abonnement
admins-may-customize = Anpassungen
admins-may-memberships = Mitgliedschaften
admins-may-teams = Teams
admins-may-plans = Tarife
admins-may-check-ins = Check-ins
admins-may-bookings = Buchungen
admins-may-resources = Ressourcen
admins-may-external-bookings = Buchungen von Gästen
admins-may-drop-in-passes = Tagespässe
admins-may-events = Veranstaltungen
admins-may-contacts = Kontakte
admins-may-products = Produkte
admins-may-invoices = Rechnungen
admins-may-payment-methods = Zahlungsarten
admins-may-accounting = Buchhaltung
admins-may-communication = Kommunikation
admins-may-activities = Aktivitäten
admins-may-analytics = Auswertungen
admins-may-add-ons = Erweiterungen

## Levels, where they are only shown

admins-is-none = keine
admins-is-view = ansehen
admins-is-edit = bearbeiten
