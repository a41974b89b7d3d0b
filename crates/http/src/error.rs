//! What the edge answers: an error of the use cases, or what only HTTP can get wrong. [`Style`](crate::style::Style)
//! renders it.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use std::borrow::Cow;
use std::error::Error as _;

/// See the module.
#[derive(Debug)]
pub enum Error {
    App(app::Error),
    /// A token was given and is none: unknown, revoked or expired.
    BadToken,
    /// The request is broken, not its content: 400.
    Malformed(String),
    /// A query parameter cannot be read: 400 in API 2.
    Parameter {
        name: String,
        message: String,
    },
    /// The body is JSON of the wrong shape: 422 with the place, as in `data.attributes.from`.
    Shape {
        path: String,
        code: &'static str,
        message: String,
    },
    /// The id in the body is not the one in the path (JSON:API 1.1, 9.2): 409.
    OtherId,
    /// The path is known; these methods are.
    MethodNotAllowed(String),
    NotAcceptable(&'static str),
    UnsupportedMediaType(&'static str),
    /// `If-Match` names another state of the thing.
    PreconditionFailed,
    /// More bytes than the operation takes.
    TooLarge(usize),
    /// The body did not arrive in time.
    TooSlow,
}

impl From<app::Error> for Error {
    fn from(error: app::Error) -> Self {
        Self::App(error)
    }
}

impl From<app::FieldError> for Error {
    fn from(error: app::FieldError) -> Self {
        Self::App(error.into())
    }
}

impl Error {
    /// It does not exist, or not for the one who asks.
    pub const NOT_FOUND: Self = Self::App(app::Error::NOT_FOUND);

    /// Status common to the styles; a style may answer otherwise.
    pub fn status(&self) -> StatusCode {
        use app::Error as App;
        match self {
            Self::BadToken | Self::App(App::Unauthenticated) => StatusCode::UNAUTHORIZED,
            Self::Malformed(_) | Self::Parameter { .. } | Self::App(App::Unbookable { .. }) => StatusCode::BAD_REQUEST,
            Self::Shape { .. } | Self::App(App::Invalid(_)) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::OtherId | Self::App(App::Conflict { .. }) => StatusCode::CONFLICT,
            Self::MethodNotAllowed(_) => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable(_) => StatusCode::NOT_ACCEPTABLE,
            Self::UnsupportedMediaType(_) => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::App(App::Forbidden { .. }) => StatusCode::FORBIDDEN,
            Self::App(App::NotFound { .. }) => StatusCode::NOT_FOUND,
            Self::App(App::PaymentRequired) => StatusCode::PAYMENT_REQUIRED,
            Self::App(App::RateLimited { .. }) => StatusCode::TOO_MANY_REQUESTS,
            Self::App(App::Unavailable(_) | App::Retry) => StatusCode::SERVICE_UNAVAILABLE,
            Self::App(App::Internal(_)) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Stable; the reference lists them.
    pub fn code(&self) -> &'static str {
        match self {
            Self::App(error) => error.code(),
            Self::BadToken => "invalid_token",
            Self::Malformed(_) => "malformed",
            Self::Parameter { .. } => "invalid_parameter",
            Self::Shape { code, .. } => code,
            Self::OtherId => "other_id",
            Self::MethodNotAllowed(_) => "method_not_allowed",
            Self::NotAcceptable(_) => "not_acceptable",
            Self::UnsupportedMediaType(_) => "unsupported_media_type",
            Self::PreconditionFailed => "precondition_failed",
            Self::TooLarge(_) => "too_large",
            Self::TooSlow => "too_slow",
        }
    }

    /// Public text. The cause of an internal error is logged and never shown.
    pub fn text(&self) -> Cow<'static, str> {
        match self {
            Self::App(app::Error::NotFound { at: None }) => "There is nothing here, or not for you.".into(),
            Self::App(app::Error::NotFound { .. }) => "does not exist, or not for you".into(),
            Self::App(app::Error::Internal(_)) => "Something went wrong on our side. It has been logged.".into(),
            Self::App(error) => error.to_string().into(),
            Self::BadToken => "The access token is unknown, revoked or expired.".into(),
            Self::Malformed(detail) => detail.clone().into(),
            Self::Parameter { message, .. } | Self::Shape { message, .. } => message.clone().into(),
            Self::OtherId => "is not the id in the path".into(),
            Self::MethodNotAllowed(allow) => format!("Here one can {allow}.").into(),
            Self::NotAcceptable(media) => format!("Only {media} can be had here.").into(),
            Self::UnsupportedMediaType(media) => format!("The body must be sent as {media}.").into(),
            Self::PreconditionFailed => "This is not in the state that If-Match names any more. Get it again.".into(),
            Self::TooLarge(limit) => format!("The body must not be larger than {limit} bytes.").into(),
            Self::TooSlow => "The body took too long to arrive.".into(),
        }
    }

    /// Headers that belong to the status in every style.
    pub fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        match self {
            Self::App(app::Error::Unauthenticated) => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            Self::BadToken => {
                headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer error=\"invalid_token\""));
            }
            Self::App(app::Error::RateLimited { retry_after }) => {
                headers.insert(header::RETRY_AFTER, (*retry_after).into());
            }
            Self::App(app::Error::Unavailable(_) | app::Error::Retry) => {
                headers.insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
            }
            Self::MethodNotAllowed(allow) => headers.extend(HeaderValue::from_str(allow).ok().map(|value| (header::ALLOW, value))),
            _ => {}
        }
        headers
    }

    /// Writes the causes of an error that is not the caller's down, once.
    pub fn log(&self, operation: &'static str) {
        let Self::App(error @ (app::Error::Internal(_) | app::Error::Unavailable(_))) = self else { return };
        let mut causes = Vec::new();
        let mut next = error.source();
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
        }
        tracing::error!(operation, error = %error, causes = causes.join(": "), "the request failed");
    }
}
