# What admins write: terms, articles, and the words of mails.
writings-edit = Bearbeiten<hidden>: { $label }</hidden>

## Terms

writings-version = Version { $version }, seit { $day }
writings-publish-title = Eine Version veröffentlichen
writings-publish = Veröffentlichen
writings-kind = Art, wie in space_terms
writings-text = Text
writings-ask-again = Mitglieder, die einer früheren Version zugestimmt haben, müssen dieser zustimmen. Sie bekommen eine Mail.
writings-terms = AGB
writings-terms-about = Mitglieder stimmen den AGB des Space zu. Eine Version ändert sich nie: bekannt bleibt, wem zugestimmt wurde.

## Articles

writings-category = Kategorie
writings-save-article = Artikel speichern
writings-articles = Artikel
writings-articles-about = Mitglieder lesen sie im Helpdesk. Leerzeilen trennen Absätze, # beginnt eine Überschrift, - einen Listeneintrag; ** macht fett.
writings-write-article = Artikel schreiben
writings-article-about = Mitglieder sehen Änderungen sofort.
writings-edit-article = Artikel bearbeiten
writings-delete-article = Artikel löschen

## Mails

writings-emails = E-Mails
writings-emails-about = Was für den Space gemailt wird, in deinen Worten.
writings-edit-mail = Mail bearbeiten
writings-save-mail = Mail speichern
writings-subject = Betreff
writings-html = Text, als HTML
writings-reset = Zurück zum ersten Text
writings-placeholders = { $what } Platzhalter: { $names }.
