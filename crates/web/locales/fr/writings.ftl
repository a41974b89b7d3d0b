# What admins write: terms, articles, and the words of mails.
writings-edit = Modifier<hidden> { $label }</hidden>

## Terms

writings-version = version { $version }, depuis le { $day }
writings-publish-title = Publier une version
writings-publish = Publier
writings-kind = Type, comme dans space_terms
writings-text = Texte
writings-ask-again = Les membres qui ont accepté une version antérieure doivent accepter celle-ci. Ils reçoivent un e-mail.
writings-terms = Conditions générales
writings-terms-about = Les membres acceptent les conditions générales de l’espace. Une version ne change jamais : on sait ce qui a été accepté.

## Articles

writings-category = Catégorie
writings-save-article = Enregistrer l’article
writings-articles = Articles
writings-articles-about = Les membres les lisent dans l’assistance. Une ligne vide sépare les paragraphes, # commence un titre, - un élément de liste ; ** met en gras.
writings-write-article = Écrire un article
writings-article-about = Les membres voient les changements aussitôt.
writings-edit-article = Modifier l’article
writings-delete-article = Supprimer l’article

## Mails

writings-emails = E-mails
writings-emails-about = Ce qui est envoyé pour l’espace, avec vos mots.
writings-edit-mail = Modifier l’e-mail
writings-save-mail = Enregistrer l’e-mail
writings-subject = Objet
writings-html = Texte, en HTML
writings-reset = Revenir au texte d’origine
writings-placeholders = { $what } Variables : { $names }.
