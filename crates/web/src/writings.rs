//! What admins write: `SUBDOMAIN/admin/terms`, `/admin/articles` and `/admin/emails`.

use crate::accounts::{Frame, Nothing};
use crate::admins::enter;
use crate::language::{Text, date, sentence, t};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::{Error, articles, built_in_emails, terms};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::ArticleId;
use serde::Deserialize;
use store::resources::Slice;

const TERMS: &str = "/admin/terms";
const ARTICLES: &str = "/admin/articles";
const EMAILS: &str = "/admin/emails";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(TERMS, get(terms_page).post(publish))
        .route(ARTICLES, get(articles_page).post(write))
        .route("/admin/articles/{id}", get(article_page).post(rewrite))
        .route("/admin/articles/{id}/delete", post(delete))
        .route(EMAILS, get(emails_page))
        .route("/admin/emails/{key}", get(email_page).post(customize))
        .route("/admin/emails/{key}/reset", post(reset))
        .with_state(desk.clone())
}

#[derive(Template)]
#[template(path = "writing.html")]
struct Page {
    frame: Frame,
    title: String,
    about: String,
    /// Where to go back to, and the words of the link.
    back: Option<(&'static str, Text)>,
    rows: Vec<Row>,
    form: Option<Form>,
    /// The action of a button that takes the thing away, and its words.
    removal: Option<(String, Text)>,
}

struct Row {
    label: String,
    detail: String,
    href: Option<String>,
}

struct Form {
    action: String,
    title: Text,
    button: Text,
    lines: Vec<Field>,
    area: Field,
    /// A box to tick: its name and words.
    tick: Option<(&'static str, Text)>,
}

struct Field {
    name: &'static str,
    label: Text,
    value: String,
    required: bool,
    problem: Option<String>,
}

impl Field {
    fn new(name: &'static str, label: Text, value: &str, problems: &Problems) -> Self {
        Self { name, label, value: value.to_owned(), required: true, problem: problems.at(name) }
    }
}

#[derive(Default, Deserialize)]
struct TermsForm {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    body: String,
    #[serde(default)]
    ask_again: Option<String>,
}

async fn terms_page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, TERMS).await?;
    show_terms(&visit, &access, &Problems::default(), &TermsForm::default()).await
}

async fn show_terms(visit: &Visit, access: &Access, problems: &Problems, typed: &TermsForm) -> Result<Response, Response> {
    let current = terms::current(visit.app(), access).await.map_err(|error| problem(&error))?;
    let row = |one: store::terms::Terms| Row {
        label: one.kind,
        detail: {
            let day = date(access.zone().to_datetime(one.created_at).date());
            t("writings-version").with("version", one.version).with("day", day).into()
        },
        href: None,
    };
    let form = Form {
        action: TERMS.into(),
        title: t("writings-publish-title"),
        button: t("writings-publish"),
        lines: vec![Field::new("kind", t("writings-kind"), &typed.kind, problems)],
        area: Field::new("body", t("writings-text"), &typed.body, problems),
        tick: Some(("ask_again", t("writings-ask-again"))),
    };
    let page = Page {
        frame: Frame::of(visit).await?,
        title: t("writings-terms").into(),
        about: t("writings-terms-about").into(),
        back: None,
        rows: current.into_iter().map(row).collect(),
        form: Some(form),
        removal: None,
    };
    Ok(visit.page(render(problems.status(), &page)))
}

async fn publish(Posted { visit, form }: Posted<TermsForm>) -> Result<Response, Response> {
    let access = enter(&visit, TERMS).await?;
    let new = terms::Publish { kind: form.kind.trim().to_owned(), body: form.body.clone(), ask_again: form.ask_again.is_some() };
    match terms::publish(visit.app(), &access, new).await {
        Ok(_) => Ok(lead_to(TERMS)),
        Err(error) => show_terms(&visit, &access, &Problems::of(error)?, &form).await,
    }
}

#[derive(Default, Deserialize)]
struct ArticleForm {
    #[serde(default)]
    title: String,
    #[serde(default)]
    category: String,
    #[serde(default)]
    content: String,
}

impl ArticleForm {
    fn typed(&self) -> articles::Write {
        articles::Write { category: Some(self.category.clone()), title: self.title.clone(), content: self.content.clone() }
    }

    fn form(&self, action: String, title: Text, problems: &Problems) -> Form {
        let category = Field { required: false, ..Field::new("category", t("writings-category"), &self.category, problems) };
        Form {
            action,
            title,
            button: t("writings-save-article"),
            lines: vec![Field::new("title", t("running-title"), &self.title, problems), category],
            area: Field::new("content", t("writings-text"), &self.content, problems),
            tick: None,
        }
    }
}

/// The most articles that the page lists.
const MOST: i64 = 500;

async fn articles_page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, ARTICLES).await?;
    show_articles(&visit, &access, &Problems::default(), &ArticleForm::default()).await
}

async fn show_articles(visit: &Visit, access: &Access, problems: &Problems, typed: &ArticleForm) -> Result<Response, Response> {
    let found = articles::list(visit.app(), access, Slice { limit: MOST, offset: 0 }).await.map_err(|error| problem(&error))?;
    let row = |article: store::articles::Article| Row {
        href: Some(format!("{ARTICLES}/{}", article.id)),
        label: article.title,
        detail: article.category.unwrap_or_default(),
    };
    let page = Page {
        frame: Frame::of(visit).await?,
        title: t("writings-articles").into(),
        about: t("writings-articles-about").into(),
        back: None,
        rows: found.items.into_iter().map(row).collect(),
        form: Some(typed.form(ARTICLES.into(), t("writings-write-article"), problems)),
        removal: None,
    };
    Ok(visit.page(render(problems.status(), &page)))
}

async fn write(Once(Posted { visit, form }): Once<ArticleForm>) -> Result<Response, Response> {
    let access = enter(&visit, ARTICLES).await?;
    match articles::write(visit.app(), &access, None, form.typed()).await {
        Ok(_) => Ok(lead_to(ARTICLES)),
        Err(error) => show_articles(&visit, &access, &Problems::of(error)?, &form).await,
    }
}

fn article_id(id: &str) -> Result<ArticleId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn article_page(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let id = article_id(&id)?;
    let access = enter(&visit, &format!("{ARTICLES}/{id}")).await?;
    let article = articles::get(visit.app(), &access, id).await.map_err(|error| problem(&error))?;
    let typed = ArticleForm { title: article.title, category: article.category.unwrap_or_default(), content: article.content };
    show_article(&visit, id, &Problems::default(), &typed).await
}

async fn show_article(visit: &Visit, id: ArticleId, problems: &Problems, typed: &ArticleForm) -> Result<Response, Response> {
    let page = Page {
        frame: Frame::of(visit).await?,
        title: typed.title.clone(),
        about: t("writings-article-about").into(),
        back: Some((ARTICLES, t("writings-articles"))),
        rows: vec![],
        form: Some(typed.form(format!("{ARTICLES}/{id}"), t("writings-edit-article"), problems)),
        removal: Some((format!("{ARTICLES}/{id}/delete"), t("writings-delete-article"))),
    };
    Ok(visit.page(render(problems.status(), &page)))
}

async fn rewrite(Path(id): Path<String>, Posted { visit, form }: Posted<ArticleForm>) -> Result<Response, Response> {
    let id = article_id(&id)?;
    let access = enter(&visit, &format!("{ARTICLES}/{id}")).await?;
    match articles::write(visit.app(), &access, Some(id), form.typed()).await {
        Ok(_) => Ok(lead_to(ARTICLES)),
        Err(error) => show_article(&visit, id, &Problems::of(error)?, &form).await,
    }
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = article_id(&id)?;
    let access = enter(&visit, &format!("{ARTICLES}/{id}")).await?;
    articles::delete(visit.app(), &access, id).await.map_err(|error| problem(&error))?;
    Ok(lead_to(ARTICLES))
}

async fn emails_page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, EMAILS).await?;
    let all = built_in_emails::list(visit.app(), &access).await.map_err(|error| problem(&error))?;
    let row = |worded: built_in_emails::Worded| Row {
        label: sentence(worded.mail.name),
        detail: sentence(worded.mail.description),
        href: Some(format!("{EMAILS}/{}", worded.mail.key)),
    };
    let page = Page {
        frame: Frame::of(&visit).await?,
        title: t("writings-emails").into(),
        about: t("writings-emails-about").into(),
        back: None,
        rows: all.into_iter().map(row).collect(),
        form: None,
        removal: None,
    };
    Ok(visit.page(render(axum::http::StatusCode::OK, &page)))
}

#[derive(Deserialize)]
struct EmailForm {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    body: String,
}

async fn email_page(visit: Visit, Path(key): Path<String>) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{EMAILS}/{key}")).await?;
    let worded = built_in_emails::get(visit.app(), &access, &key).await.map_err(|error| problem(&error))?;
    let typed = EmailForm { subject: worded.subject.clone(), body: worded.body.clone() };
    show_email(&visit, &worded, &Problems::default(), &typed).await
}

async fn show_email(visit: &Visit, worded: &built_in_emails::Worded, problems: &Problems, typed: &EmailForm) -> Result<Response, Response> {
    let mail = worded.mail;
    let known = domain::built_in_emails::COMMON.iter().chain(mail.placeholders);
    let known: Vec<String> = known.map(|name| format!("{{{{{name}}}}}")).collect();
    let form = Form {
        action: format!("{EMAILS}/{}", mail.key),
        title: t("writings-edit-mail"),
        button: t("writings-save-mail"),
        lines: vec![Field::new("subject", t("writings-subject"), &typed.subject, problems)],
        area: Field::new("body", t("writings-html"), &typed.body, problems),
        tick: None,
    };
    let page = Page {
        frame: Frame::of(visit).await?,
        title: sentence(mail.name),
        about: t("writings-placeholders").with("what", sentence(mail.description)).with("names", known.join(", ")).into(),
        back: Some((EMAILS, t("writings-emails"))),
        rows: vec![],
        form: Some(form),
        removal: Some((format!("{EMAILS}/{}/reset", mail.key), t("writings-reset"))),
    };
    Ok(visit.page(render(problems.status(), &page)))
}

async fn customize(Path(key): Path<String>, Posted { visit, form }: Posted<EmailForm>) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{EMAILS}/{key}")).await?;
    match built_in_emails::customize(visit.app(), &access, &key, &form.subject, &form.body).await {
        Ok(_) => Ok(lead_to(EMAILS)),
        Err(error) => {
            let problems = Problems::of(error)?;
            let worded = built_in_emails::get(visit.app(), &access, &key).await.map_err(|error| problem(&error))?;
            show_email(&visit, &worded, &problems, &form).await
        }
    }
}

async fn reset(Path(key): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{EMAILS}/{key}")).await?;
    built_in_emails::reset(visit.app(), &access, &key).await.map_err(|error| problem(&error))?;
    Ok(lead_to(EMAILS))
}
