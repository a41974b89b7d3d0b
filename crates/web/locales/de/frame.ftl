# What stands around every page, and pages that tell of errors.

## Around each page

frame-skip = Zum Inhalt springen
frame-served = Betrieben mit Kontor { $version }, freier Software für Coworking Spaces.
frame-language = Sprache
frame-start-page = Startseite
frame-sandbox = Eine Testumgebung: Personen und E-Mails sind erfunden. Hier ist es { $now }.

## Navigation

frame-account = Konto
frame-sign-in = Anmelden
frame-sign-up = Registrieren
frame-sign-out = Abmelden
frame-events = Veranstaltungen
frame-book = Buchen
frame-own-bookings = Deine Buchungen
frame-membership = Mitgliedschaft
frame-members = Mitglieder
frame-help = Hilfe
frame-admin = Space verwalten
frame-admin-today = Heute
frame-admin-calendar = Kalender
frame-admin-members = Mitglieder
frame-admin-contacts = Kontakte
frame-admin-plans = Tarife
frame-admin-resources = Räume und Plätze
frame-admin-events = Veranstaltungen
frame-admin-passes = Tagespässe
frame-admin-invoices = Rechnungen
frame-admin-payments = Zahlungen
frame-admin-accounting = Buchhaltung
frame-admin-analytics = Auswertungen
frame-admin-announcements = Ankündigungen
frame-admin-help = Helpdesk
frame-admin-import = Import
frame-admin-add-ons = Add-ons
frame-admin-settings = Einstellungen

## Pages that tell of errors

frame-missing-title = Seite nicht gefunden
frame-missing = Diese Seite gibt es nicht
frame-missing-why = Vielleicht ist die Adresse falsch geschrieben, oder die Seite ist umgezogen. <a>Zur Startseite.</a>
frame-refused = Das hat nicht geklappt
frame-please-sign-in = Bitte melde dich an.
frame-too-often = Das war zu oft. Bitte versuche es in { $minutes } Min. noch einmal.
frame-payment-due = Eine Zahlung steht aus.
frame-unavailable = Das ist gerade nicht verfügbar. Bitte versuche es noch einmal.
frame-broken = Bei uns ist etwas schiefgegangen.
frame-members-only = Diese Seite ist für Mitglieder des Space. Dein Login ist hier mit keiner Mitgliedschaft verbunden.
frame-address-unusable = Die Adresse kann nicht verwendet werden.
frame-foreign-form = Dieses Formular kam nicht von einer unserer Seiten, oder es ist zu alt. Lade die Seite neu.
frame-form-too-large = Das Formular ist zu groß.
frame-null = Die Adresse enthält ein Nullzeichen, das in keinem Text stehen kann.
frame-file-too-large = Die Datei ist zu groß.
frame-form-incomplete = Das Formular ist unvollständig.
frame-language-unknown = In dieser Sprache haben wir keine Seiten.
