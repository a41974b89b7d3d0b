# News for members, for those who announce them.
announcements-new = Anuncio nuevo
announcements-edit = Editar un anuncio
announcements-newest = Los más recientes primero
announcements-none = Ninguno todavía. Lo que anuncias está en la página de cada miembro el tiempo que digas, y se envía por correo si quieres: una fiesta, una cafetera nueva, un ascensor averiado.
announcements-to-come = por venir
announcements-over = pasado
announcements-shown = visible
announcements-from-to = del { $from } al { $to }
announcements-for-all = todos los miembros
announcements-for-plan = miembros con la tarifa { $plan }
announcements-mailed = enviado por correo

## The form

announcements-text-hint = Las líneas en blanco separan párrafos, **dos asteriscos** ponen en negrita, una línea que empieza por - hace una lista.
announcements-until-hint = Vacío: hasta que lo elimines
announcements-all-members = Todos los miembros
announcements-on-plan = Miembros con la tarifa { $plan }
announcements-mail = Enviarlo también por correo, el primer día
announcements-delete-what = Ya nadie lo ve. Un correo enviado no se puede retirar.
