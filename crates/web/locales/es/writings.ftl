# What admins write: terms, articles, and the words of mails.
writings-edit = Editar<hidden> { $label }</hidden>

## Terms

writings-version = versión { $version }, desde el { $day }
writings-publish-title = Publicar una versión
writings-publish = Publicar
writings-kind = Tipo, como en space_terms
writings-text = Texto
writings-ask-again = Los miembros que aceptaron una versión anterior deben aceptar esta. Reciben un correo.
writings-terms = Condiciones
writings-terms-about = Los miembros aceptan las condiciones del espacio. Una versión nunca cambia: se sabe qué se aceptó.

## Articles

writings-category = Categoría
writings-save-article = Guardar el artículo
writings-articles = Artículos
writings-articles-about = Los miembros los leen en la asistencia. Las líneas en blanco separan párrafos, # empieza un título, - un elemento de lista; ** pone en negrita.
writings-write-article = Escribir un artículo
writings-article-about = Los miembros ven los cambios al momento.
writings-edit-article = Editar el artículo
writings-delete-article = Eliminar el artículo

## Mails

writings-emails = Correos
writings-emails-about = Lo que se envía en nombre del espacio, con tus palabras.
writings-edit-mail = Editar el correo
writings-save-mail = Guardar el correo
writings-subject = Asunto
writings-html = Texto, en HTML
writings-reset = Volver al texto original
writings-placeholders = { $what } Variables: { $names }.
