# What others have made and a space uses, for those who run it.
addons-lead = Was andere gemacht haben und { $space } benutzt.
addons-installed = Installiert
addons-none = Noch nichts. Wähle etwas aus dem Verzeichnis unten, oder öffne den Link, den dir jemand gegeben hat.
addons-version = Bot, Version { $version }
addons-version-older = Bot, Version { $version }, es gibt schon { $latest }
addons-version-newest = Bot, Version { $version }, immer die neueste
addons-take = Zu Version { $version } wechseln<hidden>: { $bot }</hidden>
addons-always-newest = Immer die neueste<hidden> Version von { $bot }</hidden>
addons-keep-version = Bei dieser Version bleiben<hidden>: { $bot }</hidden>
addons-remove = Entfernen<hidden>: { $name }</hidden> …
addons-application =
    { $count ->
        [one] Anwendung, { $count } Seite im Menü
       *[other] Anwendung, { $count } Seiten im Menü
    }

## The directory

addons-directory = Verzeichnis
addons-directory-none = Noch steht nichts darin. <a>Mach selbst einen Bot</a>: es braucht HTML und JavaScript und keinen Server.
addons-bot = Bot
addons-an-application = Anwendung
addons-about = Mehr dazu<hidden>: { $name }</hidden>
addons-is-installed = installiert
addons-install = Installieren<hidden>: { $name }</hidden> …

## Before one is installed

addons-ask-title = { $bot } installieren
addons-ask = <em>{ $bot }</em> in { $space } installieren?
addons-section-problem = Der Bereich { $problem }.
addons-for-nobody = Er handelt für niemanden: er sieht, wer ihn ansieht, und behält, was man ihm gibt.
addons-could-do = Er könnte das für alle tun, die ihn ansehen und zustimmen, und nie mehr, als sie selbst tun können:
addons-not-ours = Er wurde nicht von { $space } gemacht und läuft getrennt von deinen Seiten. Was er in diesem Space aufbewahrt, teilen sich alle, die ihn sehen können.
addons-already = Er ist hier schon installiert. <a>Alle Add-ons ansehen</a>
addons-where = Wo im Menü?
addons-section-members = Für Mitglieder
addons-section-manage = Für Admins: verwalten
addons-section-analyze = Für Admins: auswerten
addons-section-setup = Für Admins: einrichten
addons-when-changed = Wenn ihn sein Autor ändert
addons-show-newest = die neueste Version zeigen
addons-keep-to = bei Version { $version } bleiben, bis ich es anders sage
addons-install-it = Installieren
addons-cancel = Abbrechen
addons-author-writes = Was sein Autor dazu schreibt

## Before one is removed

addons-remove-title = { $name } entfernen
addons-remove-ask = <em>{ $name }</em> entfernen?
addons-remove-bot = Seine Seite verschwindet aus dem Menü, alles, was er in diesem Space aufbewahrt, wird gelöscht, und was Leute ihm hier erlaubt haben, endet.
addons-remove-application = Ihre Seiten verschwinden aus dem Menü, und die Tokens, die sie nur für diesen Space hat, enden.
addons-undone = Das lässt sich nicht rückgängig machen.
addons-remove-it = Entfernen
addons-keep-it = Behalten
