# How a space does over time.
analytics-title = Statistiques
analytics-period = Période
analytics-first-day-problem = Le premier jour { $problem }.
analytics-last-day-problem = Le dernier jour { $problem }.
analytics-first-day = Premier jour
analytics-last-day = Dernier jour
analytics-of = Réservations de
analytics-all-rooms = Toutes les salles et tous les bureaux
analytics-occupancy = Voici la part réservée de tout ce qui pouvait l’être à l’heure.
analytics-occupancy-csv = Occupation en CSV
analytics-csv = { $chart } en CSV
analytics-none = Aucune facture sur cette période, et rien d’autre que vous puissiez voir.
analytics-table-below = Le tableau ci-dessous contient tous les chiffres.
analytics-as-table = { $chart } sous forme de tableau
analytics-table-of = { $chart }, tableau
analytics-heat = Taux d’occupation par jour et par heure
analytics-heat-as-table = Taux d’occupation, sous forme de tableau
analytics-heat-table = Taux d’occupation, tableau
analytics-hour = Heure
analytics-most = Le maximum est { $most } en { $when } ; le dernier est { $last } en { $end }.
analytics-nothing-yet = Il n’y a encore rien.
analytics-fullest = Le plus plein : { $day } à { $time }, avec { $share }.
analytics-nothing-booked = Rien n’a été réservé.
analytics-forbidden = Vos droits ne montrent aucun de ces chiffres.
analytics-joined-left = { $count } (arrivées : { $joined }, départs : { $left })
analytics-members = Membres
analytics-members-on = Membres au dernier jour
analytics-month = Mois
analytics-hours-in =
    { $count ->
        [one] { $hours } h en { $count } réservation
       *[other] { $hours } h en { $count } réservations
    }
analytics-hours-booked = Heures réservées
analytics-visits = arrivées : { $visits }, membres : { $members }
analytics-check-ins = Arrivées
analytics-revenue = Chiffre d’affaires HT, { $currency }
analytics-net = HT
