# Articles to read, and questions to those who run the space.

help-help = Ayuda
help-ask = Preguntar algo
help-write = Escribir artículos
help-read = Para leer
help-general = En general
help-questions = Preguntas
help-which = Cuáles
help-all = Todas
help-open-ones = Abiertas
help-closed-ones = Cerradas
help-open = Abierta
help-closed = Cerrada
help-none-asked = Todavía no se ha preguntado nada. Lo que escribas llega a quienes gestionan { $space }; la respuesta llega por correo y aparece aquí.
help-none = No hay ninguna.
help-pages = Páginas
help-newer = Más recientes
help-older = Más antiguas
help-you = tú
help-asked = { $who }, { $when }
help-asked-for-all = { $who }, { $when } · visible para todos los miembros

## An article

help-changed = Último cambio: { $day }
help-still = ¿Otra pregunta? <a>Hazla</a>

## A question

help-seen-by-all = Todos los miembros lo ven.
help-your-answer = Tu respuesta
help-answer = Responder
help-answer-and-reopen = Responder y volver a abrir
help-settled = Está resuelto
help-reopen = Volver a abrir
help-in-short = En breve
help-in-short-hint = La calefacción está fría
help-what-about = De qué se trata
help-for-all = Todos los miembros pueden verlo, porque también les afecta
help-send = Enviar
help-not-now = Ahora no
