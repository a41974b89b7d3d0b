# An application asks, a person answers.

## The question

oauth-asks = { $name } bittet um Zugriff
oauth-let-in = <em>{ $name }</em> zulassen?
oauth-more = Die Anwendung hat schon Zugriff auf dein Konto und bittet um mehr. Sie könnte auch:
oauth-able-to = Sie könnte:
oauth-here-only = Sie wird auf dieser Seite gezeigt und würde für dich handeln, nur hier bei { $space }. Sie könnte:
oauth-never-more = Sie kann nie mehr tun als du selbst. In deinem Konto kannst du das jederzeit zurücknehmen.
oauth-allow = Zulassen
oauth-deny = Nicht zulassen
oauth-signed-in = Du bist als { $email } angemeldet. Weiter geht es zu <strong>{ $destination }</strong>.
oauth-about = Über die Anwendung:
oauth-not-let-in = Diese Anwendung wurde noch nicht zugelassen. Öffne zuerst ihre Seite.

## Those who are not members

oauth-stranger = Du bist kein Mitglied von { $space }
oauth-stranger-why = <em>{ $name }</em> möchte dich als Mitglied von { $space } kennen, aber { $email } hat hier keine laufende Mitgliedschaft. Nichts wurde weitergegeben.
oauth-back-to = Zurück zu { $name }

## Signing out

oauth-sign-out = Abmelden
oauth-sign-out-ask = Abmelden?
oauth-signed-in-as = Du bist als { $email } angemeldet.
oauth-stay = Bleiben
oauth-signed-out = Du bist abgemeldet
oauth-to-start = <a>Zur Startseite.</a>

## What cannot be answered

oauth-refused-title = Das geht nicht
oauth-refused = Diese Anfrage kann nicht beantwortet werden
oauth-refused-why = Die Anwendung, die dich hierher geschickt hat, hat einen Fehler gemacht; deshalb schicken wir dich nicht zu ihr zurück. Nichts wurde weitergegeben.
oauth-for-developer = Für ihre Entwickler: <code>{ $code }</code>, { $description }.

## What it could do: headings

oauth-who = Wer du bist
oauth-people = Personen
oauth-bookings = Buchungen und Räume
oauth-money = Geld
oauth-space = Der Space
oauth-everything = Alles

## What it could do

oauth-know-at = Dich wiedererkennen und deinen Namen, dein Bild und deine Telefonnummer als Mitglied von { $space } sehen
oauth-know = Dich wiedererkennen, wenn du zurückkommst
oauth-see-email = Deine E-Mail-Adresse sehen
oauth-see-profile = Dein Profil sehen
oauth-sign-in = Deinen Browser in deinem Konto anmelden
oauth-team = Das Team sehen und ändern, das du verwaltest
oauth-see-all = Alles sehen, was du sehen kannst, in allen deinen Spaces
oauth-change-all = Alles ändern, was du ändern kannst, in allen deinen Spaces
oauth-see-account = Dein Konto sehen, und zu welchen Spaces du gehörst
oauth-change-account = Dein Konto ändern
oauth-cards = Die Karten sehen und ändern, die Türen öffnen
oauth-menu = Dem Menü des Space Seiten hinzufügen
oauth-see = Ansehen: { $what }
oauth-make = Anlegen: { $what }
oauth-make-and-change = Anlegen und ändern: { $what }
oauth-use = Benutzen: { $what }

## With what

oauth-thing-accounting-codes = Buchungskonten
oauth-thing-activities = Aktivitäten
oauth-thing-admins = die Admins des Space
oauth-thing-allocations = Zuordnungen
oauth-thing-announcements = Ankündigungen
oauth-thing-answers = was Mitglieder auf Fragen geantwortet haben
oauth-thing-articles = Artikel für Mitglieder
oauth-thing-booking-credits = Buchungsguthaben
oauth-thing-booking-passes = Buchungspässe
oauth-thing-bookings = Buchungen
oauth-thing-email-texts = die Texte der E-Mails
oauth-thing-calendar-blockers = Zeiten, in denen nichts gebucht werden kann
oauth-thing-charges = Einzelposten
oauth-thing-check-ins = wer im Space ist
oauth-thing-contacts = Kontakte
oauth-thing-cost-centers = Kostenstellen
oauth-thing-custom-fields = eigene Felder
oauth-thing-customers = das Konto des Space bei der Plattform
oauth-thing-discount-codes = Rabattcodes
oauth-thing-discounts = Rabatte
oauth-thing-drop-in-pass-purchases = Käufe von Tagespässen
oauth-thing-drop-in-pass-templates = Arten von Tagespässen
oauth-thing-drop-in-passes = Tagespässe
oauth-thing-event-attendances = Teilnahmen an Veranstaltungen
oauth-thing-event-messages = Nachrichten zu Veranstaltungen
oauth-thing-event-ticket-purchases = Käufe von Tickets
oauth-thing-events = Veranstaltungen
oauth-thing-external-bookings = Buchungen von Personen, die keine Mitglieder sind
oauth-thing-external-resources = was Personen buchen können, die keine Mitglieder sind
oauth-thing-guest-accounts = Gastkonten
oauth-thing-invitations = Einladungen
oauth-thing-invoice-reminders = Mahnungen
oauth-thing-invoice-settings = Rechnungseinstellungen
oauth-thing-invoices = Rechnungen
oauth-thing-issues = was Mitglieder gemeldet haben
oauth-thing-membership-notes = Notizen über Mitglieder
oauth-thing-membership-payment-method = wie ein Mitglied zahlt
oauth-thing-membership-picture = Bilder von Mitgliedern
oauth-thing-membership-profiles = Profile von Mitgliedern
oauth-thing-memberships = Mitgliedschaften und ihre Tarife
oauth-thing-navigation-links = das Menü des Space
oauth-thing-password-resets = Zurücksetzungen von Passwörtern
oauth-thing-payment-methods = Zahlungsarten
oauth-thing-payment-records = erfasste Zahlungen
oauth-thing-payments = Zahlungen
oauth-thing-plan-extras = Extras der Tarife
oauth-thing-plans = Tarife
oauth-thing-products = Produkte
oauth-thing-published-membership-profiles = Profile, die Mitglieder anderen zeigen
oauth-thing-questions = Fragen
oauth-thing-resource-categories = Arten von Ressourcen
oauth-thing-resources = Räume, Plätze und andere Ressourcen
oauth-thing-revenue-accounts = Erlöskonten
oauth-thing-single-page-apps = Seiten von Anwendungen im Space
oauth-thing-space-billing-details = die Rechnungsdaten des Space
oauth-thing-space-payment-method = wie der Space zahlt
oauth-thing-space-profiles = die öffentlichen Profile von Spaces
oauth-thing-space-subscriptions = was der Space für die Plattform zahlt
oauth-thing-spaces = deine Spaces
oauth-thing-subscriptions = wohin Ereignisse des Space gesendet werden
oauth-thing-team-member = Mitglieder von Teams
oauth-thing-teams = Teams
oauth-thing-terms-approvals = welchen AGB zugestimmt wurde
oauth-thing-time-passes = Pässe
oauth-thing-urls = Adressen von Seiten
