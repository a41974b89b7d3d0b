# What use cases say, found by the English sentence, which is the one in the sources. One line each.

## By the code, where the sentence itself is not below; it goes on after the name of the field

error-code-blank = muss ausgefüllt sein
error-code-taken = ist schon vergeben
error-code-too-long = ist zu lang
error-code-too-short = ist zu kurz
error-code-invalid = ist ungültig
error-code-out-of-range = liegt außerhalb des Erlaubten
error-code-negative = darf nicht negativ sein
error-code-too-large = ist zu groß
error-code-unknown = ist nicht bekannt

## After the name of a field

error-not-an-email = ist keine E-Mail-Adresse
error-not-right = stimmt nicht
error-password-short = muss mindestens 8 Zeichen haben
error-password-easy = ist leicht zu erraten; ein paar seltene Wörter zusammen sind besser
error-not-the-code = ist nicht der Code, den die App gerade anzeigt
error-device-name = muss 1 bis 100 Zeichen haben
error-blank-required = muss angegeben werden
error-not-negative = darf nicht negativ sein
error-blank = muss ausgefüllt sein
error-taken = ist schon vergeben
error-http-address = muss eine http- oder https-Adresse sein
error-after-start = muss nach dem Beginn liegen
error-not-before-start = darf nicht vor dem Beginn liegen
error-used-already = stimmt nicht oder wurde schon benutzt
error-control-characters = darf keine Steuerzeichen enthalten
error-blank-or-contact = muss ausgefüllt sein, außer es gibt eine Firma oder E-Mail-Adresse
error-blank-or-company = muss ausgefüllt sein, außer es gibt eine Firma
error-empty = darf nicht leer sein
error-past = darf nicht in der Vergangenheit liegen
error-future = darf nicht in der Zukunft liegen
error-years = muss zwischen den Jahren 2000 und 2100 liegen
error-not-an-iban = ist keine IBAN
error-not-a-bic = ist keine BIC
error-not-a-country = ist kein Land
error-not-a-tax-id = ist keine USt-IdNr. der Europäischen Union
error-no-field = ist kein Feld des Space
error-nowhere = gibt es nicht
error-nowhere-here = gibt es in diesem Space nicht
error-twice = ist doppelt vorhanden
error-positive = muss größer als 0 sein
error-not-zero = darf nicht 0 sein
error-too-large = ist zu groß
error-too-long = ist zu lang
error-most-entries = darf höchstens { $most } Einträge haben
error-most-letters = darf höchstens { $most } Zeichen haben
error-most-days = darf höchstens { $most } Tage sein
error-two-years = darf höchstens zwei Jahre voraus liegen
error-five-minutes = muss auf einem Vielfachen von 5 Minuten liegen
error-link = muss ein Link sein, der mit http:// oder https:// beginnt
error-http-url = muss eine http- oder https-URL sein
error-locale = ist keine Locale wie de-DE

## Whole sentences

error-sentence-sign-in = Die Adresse oder das Passwort stimmt nicht.
error-sentence-not-confirmed = Die Adresse ist noch nicht bestätigt. Wir haben einen neuen Link dorthin geschickt.
error-sentence-slot-taken = Zu dieser Zeit ist schon gebucht.
error-sentence-passkey-taken = Dieser Passkey ist schon registriert.
error-sentence-passkey-unknown = Dieser Passkey ist hier nicht bekannt. Vielleicht wurde er entfernt.
error-sentence-passkey-late = Das hat zu lange gedauert. Bitte versuche es noch einmal.
error-sentence-passkey-unreadable = Der Passkey kann nicht gelesen werden. Bitte versuche es noch einmal.
error-sentence-passkeys-many = Du hast { $most } Passkeys. Entferne zuerst einen.
error-sentence-still-admin = Du verwaltest einen Space. Gib ihn ab oder verlasse ihn zuerst.
error-sentence-still-member = Du bist Mitglied eines Space. Kündige zuerst deine Mitgliedschaft.
error-sentence-has-applications = Du hast Anwendungen registriert. Lösche sie zuerst.
error-sentence-made-meanwhile = Jemand hat dich gerade eben zum Mitglied oder Admin gemacht.
error-sentence-factor-on = Es gibt schon einen zweiten Faktor.
error-sentence-no-secret = Beginne neu: Es gibt kein Geheimnis zu bestätigen.
error-sentence-needs-scope = Dazu braucht es den Scope { $scopes } und eine Rolle, die das hier erlaubt.
error-sentence-slot-taken-now = Zu dieser Zeit ist schon gebucht
error-sentence-closed = Zu dieser Zeit ist geschlossen
error-sentence-not-bookable = Das kann nicht gebucht werden.
error-sentence-members-book = Nur Mitglieder und Admins können buchen.
error-sentence-membership-to-book = Zum Buchen braucht es hier eine Mitgliedschaft in diesem Space.
error-sentence-inactive = Die Mitgliedschaft ist heute nicht aktiv.
error-sentence-member-already = Du bist schon Mitglied dieses Space.
error-sentence-login-already = Diese Mitgliedschaft ist schon mit einem Login verbunden.
error-sentence-team-ended = Das Team gibt es nicht mehr.
error-sentence-admin-already = Diese Person ist schon Admin.
error-sentence-attending-already = Du nimmst schon an dieser Veranstaltung teil.
error-sentence-members-attend = Nur Mitglieder des Space können teilnehmen.
error-sentence-charging = Die Rechnung wird gerade schon eingezogen.
error-sentence-sending = Die Rechnung wird gerade verschickt.
error-sentence-locked = Die Rechnung ist gesperrt.
error-sentence-no-invoices = Dieser Space zeigt seinen Mitgliedern keine Rechnungen.
error-sentence-settings-permission = Dazu braucht es das Recht, die Einstellungen des Space zu ändern.
error-sentence-look-permission = Dazu braucht es das Recht, das Aussehen des Space zu ändern.
error-sentence-no-plan-change = Mitglieder können ihren Tarif in diesem Space nicht ändern.
error-sentence-no-cancellation = Mitglieder können in diesem Space nicht selbst kündigen.
error-sentence-admins-only = Das dürfen nur Admins des Space.
error-sentence-insiders-only = Das dürfen nur Mitglieder und Admins des Space.
error-sentence-checked-out = Dieser Check-in ist beendet.
error-sentence-pass-used = Der Pass wurde schon benutzt.
error-sentence-price-large = Der Preis ist zu hoch.
error-sentence-again = Das wurde gerade eben geändert. Bitte versuche es noch einmal.
