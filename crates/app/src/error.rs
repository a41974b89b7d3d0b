//! What a use case can answer besides what was asked. Four renderers at the edge turn it into bodies.

use domain::refusal::Refusal;
use std::borrow::Cow;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Each case has a stable `code` that clients may rely on.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No token, or one that is unknown, revoked or expired.
    #[error("a valid access token is needed")]
    Unauthenticated,
    /// It can be seen and may not be done.
    #[error("{message}")]
    Forbidden { code: &'static str, message: Cow<'static, str> },
    /// It does not exist, or not for the one who asks. `at` tells which part of the request named it.
    #[error("not found")]
    NotFound { at: Option<At> },
    /// The state of the thing forbids it.
    #[error("{message}")]
    Conflict { code: &'static str, message: Cow<'static, str> },
    /// It does not go with what is there: a resource that is taken or not bookable, a refund of more than was paid.
    /// API 2 answers 400, API 1 422.
    #[error("{message}")]
    Unbookable { code: &'static str, message: Cow<'static, str> },
    /// The data is not valid.
    #[error("the data is not valid")]
    Invalid(Vec<FieldError>),
    /// The space is suspended or lacks the paid feature (S2).
    #[error("a payment is due")]
    PaymentRequired,
    #[error("too many requests")]
    RateLimited { retry_after: u64 },
    /// The database cannot be reached; worth another try.
    #[error("temporarily unavailable")]
    Unavailable(#[source] db::Error),
    #[error("something went wrong")]
    Internal(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The transaction lost a race and may be run again; never leaves `App::write`.
    #[error("the transaction lost against another one")]
    Retry,
}

/// One thing that is wrong with the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub at: At,
    /// Stable: `blank`, `too_short`, `outside_booking_times`.
    pub code: &'static str,
    pub message: Cow<'static, str>,
}

/// The place in the request, in the words of the domain; each API translates it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// `starts_at`, `pricing.discounts.0.minimum_minutes`; `from` for a booking's start.
    Field(Cow<'static, str>),
    /// Something the request refers to: `resource`, `membership`.
    Relation(Cow<'static, str>),
    /// A query parameter, under its name on the wire.
    Parameter(Cow<'static, str>),
    /// The whole.
    Base,
}

impl FieldError {
    pub fn field(name: impl Into<Cow<'static, str>>, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { at: At::Field(name.into()), code, message: message.into() }
    }
    pub fn relation(name: impl Into<Cow<'static, str>>, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { at: At::Relation(name.into()), code, message: message.into() }
    }
    pub fn parameter(name: impl Into<Cow<'static, str>>, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { at: At::Parameter(name.into()), code, message: message.into() }
    }
    pub fn base(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self { at: At::Base, code, message: message.into() }
    }
}

/// Paths of the domain are joined by slashes, here by dots.
impl From<Refusal> for FieldError {
    fn from(Refusal { field, code, message }: Refusal) -> Self {
        let at = match &*field {
            Refusal::BASE => At::Base,
            nested if nested.contains('/') => At::Field(nested.replace('/', ".").into()),
            _ => At::Field(field),
        };
        Self { at, code, message }
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        FieldError::from(refusal).into()
    }
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }
}

impl Error {
    pub fn forbidden(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::Forbidden { code, message: message.into() }
    }
    /// The token does not carry what the operation needs, or the person's role takes it away.
    pub fn scope(names: &str) -> Self {
        Self::forbidden("insufficient_scope", format!("This needs the scope {names}, and a role that allows it here."))
    }
    pub const NOT_FOUND: Self = Self::NotFound { at: None };
    /// A reference of the request leads nowhere.
    pub fn no_such(relation: &'static str) -> Self {
        Self::NotFound { at: Some(At::Relation(relation.into())) }
    }
    pub fn conflict(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::Conflict { code, message: message.into() }
    }
    pub fn unbookable(code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self::Unbookable { code, message: message.into() }
    }
    pub fn internal(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Internal(cause.into())
    }

    /// Stable; the reference lists them.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unauthenticated => "unauthenticated",
            Self::NotFound { .. } => "not_found",
            Self::Invalid(_) => "invalid",
            Self::PaymentRequired => "payment_required",
            Self::RateLimited { .. } => "rate_limited",
            Self::Unavailable(_) | Self::Retry => "unavailable",
            Self::Internal(_) => "internal",
            Self::Forbidden { code, .. } | Self::Conflict { code, .. } | Self::Unbookable { code, .. } => code,
        }
    }
}

/// Constraints are the last word; their names say what to answer.
impl From<db::Error> for Error {
    fn from(error: db::Error) -> Self {
        match error {
            db::Error::Retry => Self::Retry,
            db::Error::NoRow => Self::NOT_FOUND,
            db::Error::Unavailable(_) => Self::Unavailable(error),
            db::Error::Constraint(name) => constraint(&name),
            other => Self::internal(other),
        }
    }
}

fn constraint(name: &str) -> Error {
    match name {
        "bookings_no_overlap" => Error::unbookable("slot_taken", "The resource is already booked at that time."),
        "accounts_number" => FieldError::field("number", "taken", "has already been taken").into(),
        "invoices_number" => {
            FieldError::base("number_taken", "Another invoice has the number that would be given. Move the next number up.").into()
        }
        "payments_charging" => Error::conflict("charging", "The invoice is being charged already."),
        "passkeys_credential" => FieldError::base("taken", "This passkey is registered already.").into(),
        "contacts_email" => FieldError::field("email", "taken", "belongs to another contact").into(),
        "users_email" => FieldError::field("email", "taken", "has already been taken").into(),
        "space_domains_verified" => crate::space_domains::taken().into(),
        "spaces_subdomain" => FieldError::field("subdomain", "taken", "has already been taken").into(),
        "admins_user" => Error::conflict("already_admin", "This person is an admin already."),
        "admin_invitations_email" => FieldError::field("email", "taken", "was invited this moment").into(),
        "event_attendances_member" => Error::conflict("already_attending", "You attend this event already."),
        "check_in_tokens_token" => FieldError::field("token", "taken", "has already been taken").into(),
        "answers_one" => FieldError::field("question_id", "taken", "has been answered already").into(),
        "guest_accounts_login" => FieldError::field("login", "taken", "has already been taken").into(),
        "discount_codes_code" => FieldError::field("code", "taken", "has already been taken").into(),
        "event_messages_trigger" => FieldError::field("trigger", "taken", "has a message already").into(),
        "resource_categories_name" => FieldError::field("name", "taken", "has already been taken").into(),
        "memberships_user_id_fkey" | "admins_user_id_fkey" => {
            Error::conflict("still_there", "Somebody made you a member or an admin this moment.")
        }
        "webhooks_one" => Error::conflict("already_subscribed", "There is a subscription to this event at this URL already."),
        "sent_forms_pkey" => Error::conflict("sent_already", "The form was sent already."),
        "terms_version" => Error::conflict("published_meanwhile", "Somebody published a version this moment."),
        "signing_keys_one" => Error::conflict("key_exists", "There is such a key already."),
        other => Error::internal(format!("constraint {other} is violated")),
    }
}

impl db::Retryable for Error {
    fn retryable(&self) -> bool {
        matches!(self, Self::Retry)
    }
}
