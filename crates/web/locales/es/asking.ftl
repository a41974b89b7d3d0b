# What a space wants to know of its members.

## Questions on sign-up

asking-questions = Preguntas al registrarse
asking-new = Pregunta nueva
asking-edit = Editar una pregunta
asking-order = Se hacen en este orden
asking-none = Ninguna. A quien se registra se le piden nombre, dirección y tarifa; añade aquí qué más quieres saber, por ejemplo en qué trabaja. Las respuestas están en la página del miembro.
asking-with-options = { $kind }: { $options }
asking-must = { $what }, respuesta obligatoria
asking-question = Pregunta
asking-answered-by = Tipo de respuesta
asking-kind-problem = El tipo de respuesta { $problem }.
asking-kind-line = Una línea
asking-kind-lines = Varias líneas
asking-kind-choice = Una de varias opciones
asking-kind-checkbox = Sí o no
asking-kind-day = Un día
asking-choices = Opciones
asking-choices-hint = Una por línea; solo para «Una de varias opciones».
asking-choices-problem = La lista de opciones { $problem }.
asking-required = Respuesta obligatoria
asking-delete = Eliminar la pregunta
asking-delete-what = Todas sus respuestas se eliminan con ella.

## Fields of its own

asking-fields = Campos propios
asking-fields-what = Lo que anotas de cada miembro, como una taquilla o una llave. Los miembros no lo ven.
asking-all-fields = Campos
asking-field = Campo { $number }
asking-fields-emptied = Una línea vacía quita su campo, con todo lo que contiene.
