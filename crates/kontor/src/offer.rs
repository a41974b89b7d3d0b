//! Commands that put on offer what neither API makes: discount codes, and passes for visitors.

use crate::failure::Failure;
use app::{App, discount_codes, drop_in_passes, operator};
use clap::{Args, Subcommand, ValueEnum, ValueHint};
use domain::booking_times::BookingTimes;
use domain::discount_codes::{DiscountCategory, DiscountCode, DiscountUnit};
use domain::drop_in_passes::Template;
use domain::ids::{DiscountedId, DropInPassTemplateId};
use domain::money::Amount;
use jiff::civil::Date;
use std::path::PathBuf;

#[derive(Debug, Subcommand)]
pub enum DiscountCodeCommand {
    /// Create a discount code and print its id
    #[command(after_long_help = "\
Examples:
  kontor discount-code create --space harbour --name 'Summer sale' --code SUN --percent 10
  kontor discount-code create --space harbour --name Friends --code FRIENDS --amount 25 --until 2027-12-31 --most 20")]
    Create(CreateCode),
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum GoodFor {
    Plans,
    ExternalBookings,
}

#[derive(Args, Debug)]
pub struct CreateCode {
    /// Subdomain of the space
    #[arg(long, value_name = "SUBDOMAIN")]
    pub space: String,
    /// For admins
    #[arg(long, value_name = "TEXT")]
    pub name: String,
    /// What people type; case does not matter
    #[arg(long, value_name = "TEXT")]
    pub code: String,
    /// Percent off the price
    #[arg(long, value_name = "NUMBER", required_unless_present = "amount", conflicts_with = "amount")]
    pub percent: Option<Amount>,
    /// Money off the price, in the currency of the space
    #[arg(long, value_name = "NUMBER")]
    pub amount: Option<Amount>,
    /// What it is good for
    #[arg(long, value_enum, default_value_t = GoodFor::Plans)]
    pub good_for: GoodFor,
    /// Id of a plan or an external resource, if it is not good for all; may be repeated
    #[arg(long, value_name = "ID")]
    pub object: Vec<DiscountedId>,
    /// The first day
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// The last day
    #[arg(long, value_name = "DATE")]
    pub until: Option<Date>,
    /// For so many months from the first day of a membership the plan's fee is lowered; for ever without it
    #[arg(long, value_name = "NUMBER")]
    pub months: Option<u16>,
    /// How often it can be used
    #[arg(long, value_name = "NUMBER")]
    pub most: Option<u32>,
}

#[derive(Debug, Subcommand)]
pub enum DropInPassCommand {
    /// Put passes for visitors on offer and print the id of the template
    #[command(after_long_help = "\
Examples:
  kontor drop-in-pass create --space harbour --name 'Day pass' --price 20
  kontor drop-in-pass create --space harbour --name Morning --price 12 --times 'mon-fri 8-13' --most-per-day 5 --photo desk.jpg")]
    Create(CreateTemplate),
}

#[derive(Args, Debug)]
pub struct CreateTemplate {
    /// Subdomain of the space
    #[arg(long, value_name = "SUBDOMAIN")]
    pub space: String,
    /// Shown to visitors
    #[arg(long, value_name = "TEXT")]
    pub name: String,
    /// Net, in the currency of the space; 0 for passes that are free
    #[arg(long, value_name = "NUMBER")]
    pub price: Amount,
    /// Shown to visitors
    #[arg(long, value_name = "TEXT")]
    pub description: Option<String>,
    /// Shown and mailed to those who bought one
    #[arg(long, value_name = "TEXT")]
    pub instructions: Option<String>,
    /// When they are good, as 'mon-fri 9-17'; every day without it
    #[arg(long, value_name = "TIMES", default_value = "", hide_default_value = true)]
    pub times: BookingTimes,
    /// How many are sold for one day; any number without it
    #[arg(long, value_name = "NUMBER")]
    pub most_per_day: Option<u32>,
    /// # and six hexadecimal digits
    #[arg(long, value_name = "COLOR", default_value = "#00728f")]
    pub color: String,
    /// PNG, JPEG, GIF or WebP
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub photo: Option<PathBuf>,
    /// Not shown in lists, only by its link
    #[arg(long)]
    pub hidden: bool,
}

/// Makes the code; its id.
pub async fn create_code(app: &App, new: CreateCode) -> Result<String, Failure> {
    let access = operator::as_owner(app, &new.space).await?;
    let (unit, value) = match (new.percent, new.amount) {
        (Some(percent), _) => (DiscountUnit::Percentage, percent),
        (None, amount) => (DiscountUnit::Amount, amount.unwrap_or_default()),
    };
    let code = DiscountCode {
        id: app.id(),
        name: new.name,
        code: new.code,
        unit,
        value,
        currency: access.space().currency,
        category: match new.good_for {
            GoodFor::Plans => DiscountCategory::MembershipPlans,
            GoodFor::ExternalBookings => DiscountCategory::ExternalBookings,
        },
        starts_on: new.from,
        ends_on: new.until,
        max_redemptions: new.most,
        objects: new.object,
        months: new.months,
    };
    Ok(discount_codes::create(app, &access, code).await?.id.to_string())
}

/// Makes the template; its id.
pub async fn create_template(app: &App, new: CreateTemplate) -> Result<String, Failure> {
    let access = operator::as_owner(app, &new.space).await?;
    let photo = match &new.photo {
        Some(file) => Some(std::fs::read(file).map_err(|error| Failure::new(format!("{}: {error}", file.display()), "name a picture"))?),
        None => None,
    };
    let template = Template {
        id: app.id::<DropInPassTemplateId>(),
        name: new.name,
        description: new.description,
        onboarding_instructions: new.instructions,
        times: new.times,
        price: new.price,
        currency: access.space().currency,
        tax: None,
        accounting_code: None,
        hidden: new.hidden,
        max_per_day: new.most_per_day,
        color: new.color,
    };
    Ok(drop_in_passes::create_template(app, &access, template, photo).await?.to_string())
}
