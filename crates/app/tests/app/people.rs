use crate::{caller, code, house, on_both, person, token, visit, wrong};
use app::access::authenticate;
use app::spaces::{self, Create, Details};
use app::{App, admins, tokens, users};
use domain::ids::{MembershipId, SpaceId, UserId};
use domain::permissions::Permissions;
use domain::scopes::Scope;
use jiff::civil::Date;
use store::SpaceTx;
use testkit::new_id;

async fn space(app: &App, owner: UserId, subdomain: &str) -> SpaceId {
    let details = Details { name: Some(subdomain.into()), ..Details::default() };
    let command = Create { subdomain: subdomain.into(), owner_name: "Ada".into(), details };
    spaces::create(app, &caller(app, owner, "write").await, command).await.unwrap().id
}

async fn join(app: &App, space: SpaceId, user: UserId, last: Option<Date>) {
    let id = MembershipId(new_id());
    app.db
        .write(async move |tx| {
            let sql = "INSERT INTO memberships (space_id, id, user_id, name, address, billing_emails, charge_taxes, starts_at, canceled_to,
                next_invoice_at, prorate_first_invoice, created_at, updated_at) VALUES ($1, $2, $3, 'Mia', $4, $5, $6, $7, $8, $7, $6, $9, $9)";
            let (at, first) = (testkit::at("2026-01-01T00:00:00Z"), jiff::civil::date(2026, 1, 1));
            let empty = db::Value::Json(serde_json::json!({}));
            let values = vec![id.0.into(), user.0.into(), empty, db::Value::Json(serde_json::json!([])), true.into(), first.into(), last.into(), at.into()];
            SpaceTx::bind(tx, space).execute(sql, values).await
        })
        .await
        .unwrap();
}

on_both! {
    async fn people_find_their_spaces_and_running_memberships(db: db::Db) {
        let app = house(db);
        let (ada, mia) = (person(&app, "ada@harbour.test").await, person(&app, "mia@members.test").await);
        let (harbour, summit, attic) = (space(&app, ada, "harbour").await, space(&app, ada, "summit").await, space(&app, ada, "attic").await);
        join(&app, harbour, mia, None).await;
        join(&app, summit, mia, Some(jiff::civil::date(2026, 3, 2))).await;
        join(&app, attic, mia, Some(jiff::civil::date(2026, 3, 1))).await;
        let me = users::me(&app, &caller(&app, mia, "read_user").await).await.unwrap();
        assert_eq!(me.member_of.iter().map(|space| &*space.subdomain).collect::<Vec<_>>(), ["harbour", "summit"]);
        assert_eq!(me.memberships.iter().map(|member| (member.space_id, member.name.as_deref())).collect::<Vec<_>>(), [(harbour, Some("Mia")), (summit, Some("Mia"))]);
        assert!(me.admin_of.is_empty());
        let bound = token(&app, ada, "read_user", Some(summit)).await;
        let me = users::me(&app, &authenticate(&app, &bound).await.unwrap()).await.unwrap();
        assert_eq!(me.admin_of.iter().map(|space| space.id).collect::<Vec<_>>(), [summit]);
    }

    async fn applications_make_users_and_get_a_code_for_them(db: db::Db) {
        let app = house(db);
        let robot = caller(&app, person(&app, "app@robots.test").await, "write").await;
        let made = users::create_for(&app, &robot, " Mia@Members.TEST ", Some("brass otter vineyard".into())).await.unwrap();
        assert_eq!((&*made.email, made.grant_code.reveal().len()), ("Mia@members.test", 64));
        let user = users::find(&app, made.id).await.unwrap();
        assert!(user.confirmed_at.is_some());
        assert!(app::passwords::verify("brass otter vineyard".into(), user.password_hash.unwrap()).await.unwrap());
        assert_eq!(wrong(users::create_for(&app, &robot, "mia@MEMBERS.test", None).await), [("email".into(), "taken")]);
        assert_eq!(wrong(users::create_for(&app, &robot, "mia", None).await), [("email".into(), "invalid")]);
        assert_eq!(wrong(users::create_for(&app, &robot, "b@members.test", Some("short".into())).await), [("password".into(), "too_short")]);
        assert_eq!(wrong(users::create_for(&app, &robot, "b@members.test", Some("x".repeat(1025))).await), [("password".into(), "too_long")]);
        let reader = caller(&app, made.id, "read").await;
        assert_eq!(code(users::create_for(&app, &reader, "c@members.test", None).await), "insufficient_scope");
    }

    async fn a_space_token_opens_one_space_and_outlives_its_maker(db: db::Db) {
        let app = house(db);
        let (ada, ben) = (person(&app, "ada@harbour.test").await, person(&app, "ben@harbour.test").await);
        let (harbour, summit) = (space(&app, ada, "harbour").await, space(&app, ada, "summit").await);
        let role = admins::create(&app, harbour, ben, "Ben", Permissions::default()).await.unwrap();
        let own = token(&app, ben, "read write", None).await;
        let (issued, secret) = tokens::for_space(&app, &visit(&app, &own, harbour).await, &own).await.unwrap();
        assert_eq!(issued.scopes, "read write");
        let bound = secret.reveal().to_owned();
        assert!(visit(&app, &bound, harbour).await.is_admin(Scope::ReadAdmins));
        assert!(!visit(&app, &bound, summit).await.is_admin(Scope::ReadAdmins));
        assert_eq!(code(tokens::for_space(&app, &visit(&app, &own, summit).await, &own).await), "admins_only");
        let ben_bound = authenticate(&app, &bound).await.unwrap();
        let command = Create { subdomain: "escape".into(), owner_name: "Ben".into(), details: Details { name: Some("Escape".into()), ..Details::default() } };
        assert_eq!(code(spaces::create(&app, &ben_bound, command).await), "space_token");

        let ada_token = token(&app, ada, "write_admins", None).await;
        admins::remove(&app, &visit(&app, &ada_token, harbour).await, role).await.unwrap();
        assert!(!visit(&app, &own, harbour).await.is_admin(Scope::ReadAdmins));
        assert!(visit(&app, &bound, harbour).await.is_admin(Scope::ReadAdmins));
        assert_eq!(authenticate(&app, &bound).await.unwrap().user, ada);
        assert_eq!(code(tokens::inspect(&app, &caller(&app, ben, "read").await, &bound).await), "not_found");

        let ada_summit = token(&app, ada, "read", Some(summit)).await;
        let ada_own = token(&app, ada, "read", None).await;
        assert_eq!(code(tokens::for_space(&app, &visit(&app, &ada_own, harbour).await, &ada_summit).await), "space_token");
        let ada_caller = authenticate(&app, &ada_own).await.unwrap();
        tokens::revoke(&app, &ada_caller, &bound).await.unwrap();
        assert_eq!(code(authenticate(&app, &bound).await), "unauthenticated");
    }
}
