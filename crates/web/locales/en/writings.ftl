# What admins write: terms, articles, and the words of mails.
writings-edit = Edit<hidden> { $label }</hidden>

## Terms

writings-version = version { $version }, since { $day }
writings-publish-title = Publish a version
writings-publish = Publish
writings-kind = Type, as in space_terms
writings-text = Text
writings-ask-again = Members who approved an earlier version have to approve this one. They get a mail.
writings-terms = Terms
writings-terms-about = Members approve the terms of the space. A version is never changed: what was approved stays known.

## Articles

writings-category = Category
writings-save-article = Save the article
writings-articles = Articles
writings-articles-about = Members read them in the help desk. Blank lines part paragraphs, # begins a heading, - an entry of a list; ** makes strong.
writings-write-article = Write an article
writings-article-about = Members see changes at once.
writings-edit-article = Edit the article
writings-delete-article = Delete the article

## Mails

writings-emails = E-mails
writings-emails-about = What is mailed for the space, in your words.
writings-edit-mail = Edit the mail
writings-save-mail = Save the mail
writings-subject = Subject
writings-html = Text, as HTML
writings-reset = Back to the first text
writings-placeholders = { $what } Placeholders: { $names }.
