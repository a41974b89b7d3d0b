# What a space sets: its name and region, and what members may do.
settings-of = Einstellungen von { $space }
settings-look-only = Du darfst die Einstellungen des Space sehen, aber nicht ändern.

## The page of all settings

settings-the-space = Der Space
settings-space = Name, Kontakt und Öffnungszeiten
settings-space-about = Was Gäste erfahren und wo ihr seid.
settings-region = Region, Preise und Steuern
settings-region-about = Land, Zeitzone, Währung, Steuern mit Namen, Preise mit oder ohne sie.
settings-domain = Eigene Domain
settings-domain-about = Eure Seiten unter einer Adresse, die euch gehört, etwa members.example.org.
settings-look = Aussehen
settings-look-about = Die Farbe eurer Seiten.
settings-home = Startseite und Widgets
settings-home-about = Was Gäste zuerst sehen, und Teile davon auf eurer eigenen Website.
settings-tablets = Tablets
settings-tablets-about = Anzeigen an Türen und Check-in am Eingang.
settings-members = Mitglieder
settings-rules = Was Mitglieder dürfen
settings-rules-about = Buchungen wiederholen, selbst kündigen und den Tarif ändern, Rechnungstage.
settings-questions = Fragen bei der Registrierung
settings-questions-about = Was du von neuen Mitgliedern wissen willst.
settings-fields = Eigene Felder
settings-fields-about = Was du zu jedem Mitglied festhältst.
settings-terms = AGB
settings-terms-about = Wozu Mitglieder ja sagen, Impressum und Datenschutz.
settings-money = Geld
settings-invoicing = Rechnungsstellung
settings-invoicing-about = Nummern, Zahlungsziel, Versand, Mahnungen, Konten.
settings-providers = Zahlungsanbieter
settings-providers-about = Karten und Lastschriften über Stripe oder PayPal.
settings-debits = Lastschriften
settings-debits-about = Mandate und Dateien für deine Bank.
settings-codes = Rabattcodes
settings-codes-about = Weniger für alle, die ein Wort kennen.
settings-products = Extras für Buchungen
settings-products-about = Kaffee, Catering, ein Beamer.
settings-sayings = Was du mitteilst
settings-announcements = Ankündigungen
settings-announcements-about = Neues für Mitglieder, auf ihrer Seite und per Mail.
settings-emails = E-Mails
settings-emails-about = Der Wortlaut der Mails, die für dich verschickt werden.
settings-articles = Artikel
settings-articles-about = Antworten in deinem Helpdesk.
settings-programs = Menschen und Programme
settings-admins = Wer den Space betreibt
settings-admins-about = Admins, ihre Rechte, ein zweiter Faktor.
settings-webhooks = Webhooks
settings-webhooks-about = Anderen Programmen sagen, was geschieht.

## Name, contact and opening hours

settings-address-stays = Seine Adresse ist <a>{ $site }</a> und bleibt so.
settings-what-it-is = Was er ist
settings-what-it-is-hint = Auf der Startseite.
settings-email = E-Mail-Adresse des Space
settings-email-hint = An sie gehen Antworten auf Mails an Mitglieder
settings-contact-email = E-Mail-Adresse für Gäste
settings-contact-email-hint = Leer: dieselbe
settings-where = Wo er ist
settings-one-line = In einer Zeile
settings-one-line-hint = Wie Gäste es sehen: Kai 1, Hamburg
settings-street-hint = Das und das Folgende steht auf Rechnungen
settings-state = Bundesland
settings-hours = Öffnungszeiten
settings-hours-what = Für Gäste; an einem Tag ohne Zeiten ist geschlossen.
settings-hours-from = Von
settings-hours-to = Bis
settings-hours-problem = { $day } { $problem }.

## A domain of its own

settings-domain-what = Der Space hat die Adresse <a>{ $site }</a> und behält sie. Hier bekommt er eine zweite, die euch gehört, etwa members.example.org.
settings-domain-host = Die Domain
settings-domain-host-hint = Ohne https://, etwa members.example.org
settings-domain-use = Diese Domain verwenden
settings-domain-problem = { $host } { $problem }.
settings-domain-waits = Wartet: Noch wurde nicht festgestellt, dass sie hierher führt.
settings-domain-record = Lege diesen DNS-Eintrag dort an, wo die Domain verwaltet wird, und entferne andere Einträge mit diesem Namen.
settings-domain-record-region = Der DNS-Eintrag
settings-domain-record-type = Typ
settings-domain-record-name = Name
settings-domain-record-value = Wert
settings-domain-apex = Eine Domain ohne etwas davor, etwa example.org, kann keinen CNAME haben. Gib ihr die A- und AAAA-Einträge, die { $host } hat.
settings-domain-then = Es kann einige Stunden dauern, bis das überall bekannt ist. Prüfe es dann hier; von da an sind eure Seiten auch dort.
settings-domain-check = Jetzt prüfen
settings-domain-works = Funktioniert seit { $day }: <a>{ $host }</a>
settings-domain-works-what = E-Mails und Links führen dorthin. Bei jeder Adresse meldet man sich für sich an, und ein Passkey gilt für die Adresse, bei der er hinzugefügt wurde.
settings-domain-remove = Domain entfernen
settings-domain-remove-what = Links zu { $host } führen dann ins Leere; eure Seiten bleiben unter { $site }. Entferne auch den DNS-Eintrag: Solange er hierher führt, könnte ein anderer Space die Domain übernehmen.

## Region, prices and taxes

settings-region-legend = Region
settings-country-problem = Das Land { $problem }.
settings-locale = Sprache und Region
settings-locale-hint = Wie de-DE oder en: so werden Daten und Beträge geschrieben
settings-zone = Zeitzone
settings-zone-hint = Wie Europe/Berlin, oder der Name einer Stadt. Buchungen behalten ihren Zeitpunkt.
settings-times-written = So werden Uhrzeiten geschrieben
settings-prices = Preise
settings-currency = Die Währung ist { $currency }.
settings-prices-shown = So werden Preise gezeigt
settings-without-taxes = ohne Steuern
settings-with-taxes = mit Steuern
settings-prices-shown-hint = Der gezeigte Betrag steht genau so auf Rechnungen.
settings-decimals = Nachkommastellen von Preisen
settings-decimals-hint = 0 bis 6
settings-taxes = Steuern auf das, was du verkaufst
settings-taxes-what = Alle kommen zum selben Nettobetrag hinzu. Was schon verkauft ist, behält seine Steuern. Ohne Zeile kommt nichts hinzu.
settings-tax = Steuer { $number }
settings-tax-example = USt.
settings-percent = Prozent
settings-tax-name-problem = Der Name { $problem }.
settings-tax-rate-problem = Der Satz { $problem }.
settings-more = Weiteres
settings-own-rates = Tarife, Räume und Extras dürfen einen eigenen Steuersatz haben

## What members may do

settings-bookings = Buchungen
settings-repeat = Mitglieder dürfen Buchungen wiederholen
settings-edit-started = Mitglieder dürfen Buchungen ändern, die schon begonnen haben
settings-hide = Mitglieder sehen nur, wann ein Raum belegt ist, nicht von wem
settings-membership = Mitgliedschaft
settings-confirm = Ich bestätige alle, die sich registrieren, egal mit welchem Tarif
settings-change-plan = Mitglieder dürfen ihren Tarif selbst ändern
settings-cancel = Mitglieder dürfen selbst kündigen
settings-invoice-day = Tag im Monat für Rechnungen neuer Mitglieder
settings-invoice-day-hint = 1 bis 28; leer: der Tag, an dem die Mitgliedschaft begann
