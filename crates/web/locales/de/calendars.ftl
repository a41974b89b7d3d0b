# Calendars that other programs subscribe to.

calendars-own = Deine Kalender
calendars-why = Dein Telefon oder Computer kann zeigen, was bei { $space } gebucht ist: Lege hier einen Kalender an und abonniere dort seine Adresse. Wer die Adresse kennt, sieht, was du siehst; behalte sie also für dich. Wenn jemand anderes sie hat, gib dem Kalender eine neue.
calendars-made = Bisher angelegt
calendars-none = Es gibt keine.
calendars-other-address = Neue Adresse<hidden> für { $calendar }</hidden>
calendars-delete = Löschen<hidden>: { $calendar }</hidden>
calendars-make = Einen Kalender anlegen
calendars-shows = Was er zeigt
calendars-this-problem = Das { $problem }.
calendars-name = Name (wenn du magst)
calendars-name-problem = Der Name { $problem }.
calendars-make-it = Anlegen
calendars-account = Dein Konto
calendars-of-yours = Deine Buchungen und Veranstaltungen
calendars-of-all = Alle Buchungen
calendars-address-of = Adresse vom { $day }
calendars-since = seit { $day }

## The address

calendars-address-title = Die Adresse deines Kalenders
calendars-new-address = Die neue Adresse
calendars-is-made = Dein Kalender ist angelegt
calendars-copy = Kopiere diese Adresse jetzt: Sie wird nur dieses eine Mal angezeigt.
calendars-old-closed = Die vorherige öffnet nichts mehr.
calendars-address-label = Adresse des Kalenders
calendars-subscribe = Auf diesem Gerät abonnieren
calendars-google = Weitere Kalender, das Pluszeichen, <em>Per URL</em>. Google sieht nach, wann es will, oft erst nach einigen Stunden.
calendars-thunderbird = Neuer Kalender, <em>Im Netzwerk</em>, ohne Benutzernamen.
calendars-apple = Ablage, <em>Neues Kalenderabonnement</em>.
calendars-outlook = Kalender hinzufügen, <em>Aus dem Internet abonnieren</em>.
