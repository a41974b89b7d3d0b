//! Countries by the names that who reads knows them by.

use crate::browser::House;
use crate::harbour::Harbour;
use crate::on_both;

on_both! {
    async fn countries_have_their_names_in_the_language_of_who_reads(db: db::Db) {
        let house = House::new(db);
        let harbour = Harbour::new(&house).await;
        let (mia, _) = harbour.member("Mia").await;
        let mut olga = harbour.olga().await;
        let member = format!("/admin/members/{mia}");
        let edit = format!("{member}/edit");
        // Typed in any of our languages.
        let form = olga.get("harbour", &edit).await;
        let mut person = [("name", "Mia"), ("email", "mia@example.org"), ("street", "Quay 2"), ("country", "Österreich"), ("charge_taxes", "yes")];
        assert_eq!(olga.submit(&form, &edit, &person).await.location(), member);
        person[3].1 = "Atlantis";
        assert_eq!(olga.submit(&form, &edit, &person).await.status, 422);
        for (language, germany, austria, order) in [
            ("en", "Germany", "Austria", ["Afghanistan", "Åland Islands", "Albania"]),
            ("de", "Deutschland", "Österreich", ["Oman", "Österreich", "Pakistan"]),
            ("fr", "Allemagne", "Autriche", ["Danemark", "Égypte", "Émirats arabes unis"]),
            ("es", "Alemania", "Austria", ["Eslovenia", "España", "Estados Unidos"]),
        ] {
            olga.headers = vec![("accept-language", language)];
            let page = olga.get("harbour", "/admin/settings/region").await;
            assert!(page.text.contains(&format!("<option value=\"DE\" selected>{germany}</option>")), "{language}: {}", page.text);
            let places = order.map(|name| page.text.find(&format!(">{name}</option>")).unwrap());
            assert!(places.is_sorted(), "{language}: {places:?}");
            let page = olga.get("harbour", &member).await;
            assert!(page.text.contains(&format!("Quay 2, {austria}")), "{language}: {}", page.text);
        }
    }
}
