# Signing up for a plan.

joining-welcome = Ahora eres miembro.
joining-waits = Te has inscrito. Quien gestiona el espacio lo revisa y lo confirma; entonces recibirás un correo.
joining-book = Reservar una sala
