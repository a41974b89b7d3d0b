# Times at which nobody books.
blockers-title = Bloqueos
blockers-new = Bloquear un periodo
blockers-title-hint = Lo que leen los miembros, por ejemplo: Cerrado por vacaciones
blockers-who = Quién no puede reservar entonces
blockers-members = Miembros
blockers-visitors = Visitantes
blockers-passes = Quienes compran pases de día
blockers-what = Qué se bloquea
blockers-all = Todas las salas y puestos, también los futuros
blockers-some = O solo algunos, si la casilla de arriba no está marcada
blockers-rooms-problem = Las salas: { $problem }.
blockers-open = Permitir reservar de nuevo
blockers-gone = El bloqueo desaparece al momento.
blockers-lead = Durante un bloqueo, miembros y visitantes no pueden reservar. Lo ya reservado se mantiene, y tú puedes reservar igualmente.
blockers-none = No hay bloqueos a partir de hoy. Sirven para festivos, limpieza y obras.
blockers-sooner = Antes
blockers-later = Después
blockers-all-rooms = todas las salas
blockers-rooms =
    { $count ->
        [one] { $count } sala
       *[other] { $count } salas
    }
blockers-for-members = miembros
blockers-for-visitors = visitantes
blockers-for-passes = pases de día
blockers-about = { $when } · { $rooms } · para { $whom }
