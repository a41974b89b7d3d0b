//! Pages of those who run a space, in the language of who reads them.

use crate::browser::House;
use crate::harbour::Harbour;
use crate::on_both;

/// A page and what stands on it in German, French and Spanish.
const PAGES: [(&str, [&str; 3]); 24] = [
    ("/admin", ["Füge einen Raum oder Platz hinzu", "Ajoutez une salle ou un bureau", "Añade una sala o un puesto"]),
    ("/admin/bookings", ["data-says-moved=\"Verschoben: {where}.\"", "Jour suivant", "Día siguiente"]),
    ("/admin/bookings/new", ["Neue Buchung", "Nouvelle réservation", "Nueva reserva"]),
    ("/admin/analytics", ["<h1>Auswertungen</h1>", "Taux d’occupation par jour et par heure", "Horas reservadas"]),
    ("/admin/calendar_blockers", ["<h1>Sperrzeiten</h1>", "Périodes bloquées", "No hay bloqueos a partir de hoy."]),
    ("/admin/plans/new", ["Kündigungsfrist, Tage", "Nouvelle formule", "Permanencia mínima, meses"]),
    ("/admin/resources", ["Räume und Plätze von Harbour", "Salles et bureaux de Harbour", "Salas y puestos de Harbour"]),
    ("/admin/resources/new", ["<option value=\"desk\">Ein Platz", "Une salle</option>", "Otra cosa</option>"]),
    ("/admin/events/new", ["Wer kommen darf", "Qui peut venir", "Todos: los visitantes sacan entradas"]),
    ("/admin/events", ["Veranstaltung planen", "Événements passés", "No hay nada planeado."]),
    ("/admin/day_passes", ["Es wird keiner angeboten.", "Proposer un pass", "Vendidos para hoy y después"]),
    ("/admin/external_bookings", ["Buchungen von Gästen", "Réservations de visiteurs", "Reservas de visitantes"]),
    ("/admin/admins", ["Wer Harbour betreibt", "Qui gère Harbour", "Quién gestiona Harbour"]),
    ("/admin/look", ["Farbe des Space", "Utiliser cette couleur", "Usar este color"]),
    ("/admin/home", ["<a href=\"/\">der Adresse deines Space</a>", "La page d’accueil", "En tu propio sitio web"]),
    ("/admin/bank", ["0 Zahlungen warten", "0 paiement en attente", "0 pagos en espera"]),
    ("/admin/debits", ["Heute fällig: 0", "À échéance aujourd’hui\u{a0}: 0", "Vencen hoy: 0"]),
    ("/admin/payments", ["Geheimschlüssel", "Identifiant marchand", "Conectar Stripe"]),
    ("/admin/webhooks", ["Alle von Harbour", "Tous ceux de Harbour", "Todos los de Harbour"]),
    ("/admin/accounting", ["Buchungen für DATEV", "Tableaux à emporter", "Facturas, CSV"]),
    ("/admin/invoicing", ["Mit {{number}} oder {{number_4}}", "Dès leur création", "Centros de coste"]),
    ("/admin/terms", ["<h1>AGB</h1>", "Publier une version", "Publicar una versión"]),
    ("/admin/emails", ["Geht mit jeder Rechnung hinaus.", "Accompagne chaque facture.", "Acompaña a cada factura."]),
    ("/admin/members/new", ["Mitglied hinzufügen", "Code de remise", "Añadir un miembro"]),
];

on_both! {
    async fn admins_read_their_pages_in_their_language(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut browser = harbour.olga().await;
        for (place, language) in ["de", "fr", "es"].into_iter().enumerate() {
            browser.headers = vec![("accept-language", language)];
            for (path, texts) in PAGES {
                let page = browser.get("harbour", path).await;
                assert_eq!(page.status.as_u16(), 200, "{path}");
                assert!(page.text.contains(texts[place]), "{path} in {language}: {}", page.text);
            }
        }
    }

    async fn what_is_wrong_with_a_form_is_said_in_that_language_too(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let mut browser = harbour.olga().await;
        browser.headers = vec![("accept-language", "de")];
        let form = browser.get("harbour", "/admin/calendar_blockers/new").await;
        let fields = [("title", "Fest"), ("from", "morgen"), ("to", "2031-01-01T10:00"), ("members", "yes"), ("all", "yes")];
        let wrong = browser.submit(&form, "/admin/calendar_blockers/new", &fields).await;
        assert_eq!(wrong.status.as_u16(), 422);
        assert!(wrong.text.contains("Von muss Tag und Uhrzeit sein, wie 2026-11-27 14:30."), "{}", wrong.text);
    }
}
