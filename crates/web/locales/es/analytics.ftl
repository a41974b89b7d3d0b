# How a space does over time.
analytics-title = Análisis
analytics-period = Periodo
analytics-first-day-problem = El primer día { $problem }.
analytics-last-day-problem = El último día { $problem }.
analytics-first-day = Primer día
analytics-last-day = Último día
analytics-of = Reservas de
analytics-all-rooms = Todas las salas y puestos
analytics-occupancy = De todo lo que se podía reservar por horas, se reservó esta parte.
analytics-occupancy-csv = Ocupación en CSV
analytics-csv = { $chart } en CSV
analytics-none = En este periodo no hay facturas ni nada más que puedas ver.
analytics-table-below = La tabla de abajo tiene todas las cifras.
analytics-as-table = { $chart } como tabla
analytics-table-of = { $chart }, tabla
analytics-heat = Ocupación por día y hora
analytics-heat-as-table = Ocupación, como tabla
analytics-heat-table = Ocupación, tabla
analytics-hour = Hora
analytics-most = El máximo es { $most } en { $when }; el último es { $last } en { $end }.
analytics-nothing-yet = Aún no hay nada.
analytics-fullest = Lo más lleno: { $day } a las { $time }, con { $share }.
analytics-nothing-booked = No se reservó nada.
analytics-forbidden = Tus permisos no muestran ninguna de estas cifras.
analytics-joined-left = { $count } (altas: { $joined }, bajas: { $left })
analytics-members = Miembros
analytics-members-on = Miembros el último día
analytics-month = Mes
analytics-hours-in =
    { $count ->
        [one] { $hours } h en { $count } reserva
       *[other] { $hours } h en { $count } reservas
    }
analytics-hours-booked = Horas reservadas
analytics-visits = check-ins: { $visits }, miembros: { $members }
analytics-check-ins = Check-ins
analytics-revenue = Ingresos netos, { $currency }
analytics-net = Neto
