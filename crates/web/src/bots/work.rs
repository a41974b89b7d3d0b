//! The editor of a bot, and what is said of it.

use super::{AboutForm, Answer, Own, Pairs, SourceForm, id, own, preview, user};
use crate::pages::{DEVELOPERS, render, render_framing, with_script};
use crate::visits::{Posted, Problems, Sources, Visit, lead_to};
use app::bots;
use askama::Template;
use axum::extract::Path;

#[derive(Template)]
#[template(path = "bots/edit.html")]
struct Edit {
    csrf: String,
    problems: Problems,
    own: Own,
    form: SourceForm,
    preview: String,
}

fn editor(visit: &Visit, own: Own, form: SourceForm, problems: Problems) -> axum::response::Response {
    let ((preview, site), status) = (preview(visit), problems.status());
    let page = Edit { csrf: visit.csrf.clone(), problems, own, form, preview };
    let mut response = with_script(render_framing(&page, &site));
    *response.status_mut() = status;
    visit.page(response)
}

pub(super) async fn edit(visit: Visit, Path(text): Path<String>) -> Answer {
    let own = own(&visit, &text, "").await?;
    let form = SourceForm::of(&own);
    Ok(editor(&visit, own, form, Problems::default()))
}

pub(super) async fn save(Path(text): Path<String>, Sources(Posted { visit, form }): Sources<SourceForm>) -> Answer {
    let id = id(&text)?;
    let user = user(&visit, &format!("/bots/{id}"))?;
    match bots::save(visit.app(), user, id, form.based_on, form.source()).await {
        Ok(_) => Ok(lead_to(&format!("/bots/{id}"))),
        Err(error) => {
            let problems = Problems::of(error)?;
            let own = own(&visit, &text, "").await?;
            Ok(editor(&visit, own, form, problems))
        }
    }
}

#[derive(Template)]
#[template(path = "bots/about.html")]
struct About {
    csrf: String,
    problems: Problems,
    own: Own,
    form: AboutForm,
    /// The address with which it is installed.
    share: String,
}

fn about_page(visit: &Visit, own: Own, form: AboutForm, problems: Problems) -> axum::response::Response {
    let share = format!("{}/install/{}", visit.app().hosts.at(DEVELOPERS), own.bot.share);
    let page = About { csrf: visit.csrf.clone(), problems, own, form, share };
    visit.page(render(page.problems.status(), &page))
}

pub(super) async fn about(visit: Visit, Path(text): Path<String>) -> Answer {
    let own = own(&visit, &text, "/about").await?;
    let form = AboutForm::of(&own);
    Ok(about_page(&visit, own, form, Problems::default()))
}

pub(super) async fn describe(Path(text): Path<String>, Posted { visit, form }: Posted<Pairs>) -> Answer {
    let id = id(&text)?;
    let user = user(&visit, &format!("/bots/{id}/about"))?;
    let form = AboutForm::posted(&form);
    let done = match form.about() {
        Ok(about) => bots::describe(visit.app(), user, id, about).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(lead_to(&format!("/bots/{id}/about"))),
        Err(error) => {
            let problems = Problems::of(error)?;
            let own = own(&visit, &text, "/about").await?;
            Ok(about_page(&visit, own, form, problems))
        }
    }
}
