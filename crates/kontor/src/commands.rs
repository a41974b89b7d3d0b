//! The commands that end: each gives what it has to say on standard output.

use crate::add_ons;
use crate::cli::{ClientCommand, Command, CreateClient, CreateToken, CreateUser, KeysCommand, TokenCommand, UserCommand};
use crate::database::{self, Use};
use crate::demo;
use crate::domains;
use crate::failure::Failure;
use crate::imports;
use crate::offer::{self, DiscountCodeCommand, DropInPassCommand};
use crate::sandboxes;
use crate::seed;
use crate::serve;
use crate::settings::Settings;
use crate::subscriptions;
use app::applications::{self, Details};
use app::{App, Chance, Clock, operator};
use std::fmt::Write as _;
use std::path::Path;

/// Carries a command out.
pub async fn run(command: Command, settings: &Settings) -> Result<String, Failure> {
    match command {
        Command::Serve => serve::serve(settings).await.map(|()| String::new()),
        Command::Migrate => migrate(settings).await,
        Command::Demo => Box::pin(demo::demo(settings)).await.map(|()| String::new()),
        Command::Seed(size) => seed::seed(settings, &size).await,
        Command::User(UserCommand::Create(user)) => create_user(settings, user).await,
        Command::Token(TokenCommand::Create(token)) => create_token(settings, token).await,
        Command::Client(ClientCommand::Create(client)) => create_client(settings, client).await,
        Command::DiscountCode(DiscountCodeCommand::Create(code)) => offer::create_code(&app(settings).await?, code).await,
        Command::DropInPass(DropInPassCommand::Create(pass)) => offer::create_template(&app(settings).await?, pass).await,
        Command::Subscription(command) => subscriptions::run(&app(settings).await?, command).await,
        Command::Domain(command) => domains::run(&app(settings).await?, command).await,
        Command::AddOn(command) => add_ons::run(&app(settings).await?, command).await,
        Command::Sandbox(command) => sandboxes::create(&app(settings).await?, command).await,
        Command::Import(command) => {
            Box::pin(imports::run(&app(settings).await?.reading(cobot::Source::at(&settings.cobot_url).unwrap_or_default()), command)).await
        }
        Command::Clock(command) => sandboxes::clock(&app(settings).await?, command).await,
        Command::Keys(KeysCommand::Rotate) => rotate_keys(settings).await,
        Command::VerifyInvoices { subdomain } => verify_invoices(settings, subdomain).await,
        Command::Openapi { api: 1 } => print(&http_api::v1::document(&settings.base_url, settings.rate_limit)),
        Command::Openapi { .. } => print(&http_api::v2::document(&settings.base_url, settings.rate_limit)),
        Command::Asyncapi => print(&http_api::asyncapi::document(&settings.base_url)),
        Command::Backup { file } => backup(settings, &file).await,
        Command::Restore { file } => restore(settings, &file),
    }
}

async fn app(settings: &Settings) -> Result<App, Failure> {
    let (db, _) = database::open(settings, Use::Beside).await?;
    Ok(App::new(db, Clock::System, Chance::System, settings.base_url.clone()))
}

async fn migrate(settings: &Settings) -> Result<String, Failure> {
    let (db, applied) = database::open(settings, Use::Beside).await?;
    app::invoices::seal_earlier(&App::new(db, Clock::System, Chance::System, settings.base_url.clone())).await?;
    let names = store::MIGRATIONS.iter().filter(|migration| applied.contains(&migration.version));
    let mut said = String::new();
    for migration in names {
        let _ = writeln!(said, "applied {} {}", migration.version, migration.name);
    }
    Ok(if said.is_empty() { "the schema is up to date".into() } else { said })
}

async fn create_user(settings: &Settings, CreateUser { email, password, admin_of }: CreateUser) -> Result<String, Failure> {
    let id = operator::create_user(&app(settings).await?, &email, password, admin_of).await?;
    Ok(id.to_string())
}

async fn create_token(settings: &Settings, CreateToken { email, scope, space }: CreateToken) -> Result<String, Failure> {
    let token = operator::create_token(&app(settings).await?, &email, scope, space).await?;
    Ok(token.reveal().to_owned())
}

async fn create_client(settings: &Settings, new: CreateClient) -> Result<String, Failure> {
    let CreateClient { name, redirect_uris, public, scope } = new;
    let new = Details { scopes: scope, public, ..Details::new(name, redirect_uris) };
    let (id, secret) = applications::create(&app(settings).await?, None, new).await?;
    let mut client = serde_json::json!({ "client_id": id });
    if let (Some(secret), Some(client)) = (secret, client.as_object_mut()) {
        client.insert("client_secret".into(), secret.reveal().into());
    }
    Ok(client.to_string())
}

async fn rotate_keys(settings: &Settings) -> Result<String, Failure> {
    let mut said = String::new();
    for app::keys::Rotated { algorithm, current, next } in app::keys::rotate(&app(settings).await?).await? {
        let _ = writeln!(said, "{} signs with {current}, next {next}", algorithm.name());
    }
    Ok(said)
}

async fn verify_invoices(settings: &Settings, subdomain: Option<String>) -> Result<String, Failure> {
    match app::invoices::verify(&app(settings).await?, subdomain).await? {
        Ok(spaces) => {
            let mut said = String::new();
            for app::invoices::Verified { subdomain, invoices, deleted, seal } in spaces {
                let gone = if deleted > 0 { format!(" ({deleted} deleted)") } else { String::new() };
                let _ = writeln!(said, "{subdomain}\t{invoices}{gone}\t{seal}");
            }
            Ok(said)
        }
        Err(app::invoices::Broken { subdomain, what }) => {
            Err(Failure::new(format!("{what} in {subdomain}"), "compare it with a backup, and find out who wrote into the database"))
        }
    }
}

fn print(document: &serde_json::Value) -> Result<String, Failure> {
    serde_json::to_string_pretty(document).map_err(|error| app::Error::internal(error).into())
}

const POSTGRES_TOOLS: &str = "use pg_dump and pg_restore";

async fn backup(settings: &Settings, file: &Path) -> Result<String, Failure> {
    let Some(from) = settings.database_file()? else {
        return Err(Failure::new("backup copies the embedded database, and this one is PostgreSQL", POSTGRES_TOOLS));
    };
    if !from.exists() {
        return Err(Failure::new(format!("there is no database {}", from.display()), "correct --data-dir or --database-url"));
    }
    database::connect(settings, Use::Beside)?.backup(file).await?;
    Ok(String::new())
}

fn restore(settings: &Settings, file: &Path) -> Result<String, Failure> {
    let Some(to) = settings.database_file()? else {
        return Err(Failure::new("restore replaces the embedded database, and this one is PostgreSQL", POSTGRES_TOOLS));
    };
    db::restore_sqlite(file, &to)?;
    Ok(String::new())
}
