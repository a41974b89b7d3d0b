//! What operations on documents of invoices take.

use crate::accept::is_sent_as;
use crate::call::Call;
use crate::error::Error;
use crate::input::DateTime;
use crate::multipart;
use crate::openapi::Docs;
use crate::operation::Input;
use crate::style::JsonApi;
use crate::v2::Invoices;
use app::FieldError;
use app::invoices::{Attached, Ksef, Payments};
use axum::http::header::CONTENT_TYPE;
use jsonapi::{Kind as _, MEDIA};
use schemars::JsonSchema;
use serde::Deserialize;

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct PdfQuery {
    /// Of the invoice's `pdf.url`: works without an access token for some minutes.
    #[schemars(with = "String")]
    token: Option<String>,
    /// Leaves out all that is about payments.
    #[schemars(with = "bool")]
    e_invoice: Option<bool>,
}

impl PdfQuery {
    pub fn payments(&self) -> Payments {
        if self.e_invoice == Some(true) { Payments::LeftOut } else { Payments::Shown }
    }
}

const MULTIPART: &str = "multipart/form-data";

/// A form with a PDF in it.
pub struct AttachPdf(pub Attached);

// Only for the reference: the form is read part by part.
#[derive(JsonSchema)]
#[schemars(rename = "attachInvoicePdf", deny_unknown_fields)]
#[expect(dead_code, reason = "a schema")]
struct AttachPdfForm {
    /// Whether the PDF is an e-invoice as the space's country wants it.
    #[schemars(rename = "eInvoice", default)]
    e_invoice: bool,
    /// Which norm it follows, as `Zugferd`.
    #[schemars(rename = "eInvoiceStandard", default)]
    e_invoice_standard: String,
    /// The file.
    #[schemars(extend("format" = "binary"))]
    pdf: String,
}

impl Input<JsonApi> for AttachPdf {
    fn describe(docs: &mut Docs) {
        docs.body::<AttachPdfForm>(&[MULTIPART]);
    }
    fn take(call: &Call) -> Result<Self, Error> {
        let stated = call.parts.headers.get(CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
        if !stated.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(MULTIPART) {
            return Err(Error::UnsupportedMediaType(MULTIPART));
        }
        let refused = |field: String, code, message: &'static str| Error::from(FieldError::field(field, code, message));
        let (mut pdf, mut e_invoice, mut standard) = (None, false, None);
        for part in multipart::parts(stated, &call.bytes)? {
            let text = || std::str::from_utf8(part.body).ok().filter(|text| !text.contains('\0'));
            match part.name.as_str() {
                "pdf" => pdf = Some(part.body.to_vec()),
                "eInvoice" => {
                    e_invoice = match text() {
                        Some("true" | "1") => true,
                        Some("false" | "0" | "") => false,
                        _ => return Err(refused(part.name, "wrong_type", "must be true or false")),
                    }
                }
                "eInvoiceStandard" => {
                    let text = text().ok_or_else(|| refused(part.name.clone(), "wrong_type", "must be a text"))?;
                    standard = Some(text.to_owned()).filter(|text| !text.is_empty());
                }
                _ => return Err(refused("form".into(), "unknown", "has a field that is not asked for")),
            }
        }
        let body = pdf.ok_or_else(|| refused("pdf".into(), "blank", "can't be blank"))?;
        Ok(Self(Attached { body, e_invoice, standard }))
    }
}

/// Nothing, or what Poland's KSeF said.
pub struct EInvoiceBody(pub Option<Ksef>);

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "createEInvoice")]
struct EInvoiceDocument {
    #[serde(default)]
    #[schemars(with = "EInvoiceData")]
    data: Option<EInvoiceData>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct EInvoiceData {
    #[serde(rename = "type", default)]
    #[schemars(with = "String", extend("enum" = ["invoices"]))]
    kind: Option<String>,
    #[serde(default)]
    #[schemars(with = "String")]
    id: Option<String>,
    #[serde(default)]
    #[schemars(with = "KsefAttributes")]
    attributes: Option<KsefAttributes>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct KsefAttributes {
    e_invoice_standard: Standard,
    /// The number that KSeF gave.
    #[schemars(length(min = 1))]
    ksef_reference_number: String,
    /// When KSeF accepted the invoice.
    ksef_acceptance_timestamp: DateTime,
}

#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[schemars(inline)]
enum Standard {
    #[serde(rename = "KSeF")]
    Ksef,
}

impl Input<JsonApi> for EInvoiceBody {
    fn describe(docs: &mut Docs) {
        docs.optional_body::<EInvoiceDocument>(&[MEDIA]);
    }
    fn take(call: &Call) -> Result<Self, Error> {
        if call.bytes.is_empty() {
            return Ok(Self(None));
        }
        if !is_sent_as(&call.parts.headers, MEDIA) {
            return Err(Error::UnsupportedMediaType(MEDIA));
        }
        let Some(data) = crate::input::json::<EInvoiceDocument>(&call.bytes)?.data else { return Ok(Self(None)) };
        if data.kind.is_some_and(|kind| kind != Invoices::TYPE) {
            return Err(at("data.type", "wrong_type", "must be invoices"));
        }
        if data.id.is_some_and(|id| call.param("id").is_some_and(|path| !crate::v2::same_id(&id, path))) {
            return Err(Error::OtherId);
        }
        let Some(KsefAttributes { e_invoice_standard: Standard::Ksef, ksef_reference_number, ksef_acceptance_timestamp }) = data.attributes
        else {
            return Ok(Self(None));
        };
        let reference = ksef_reference_number.trim().to_owned();
        if reference.is_empty() || reference.chars().count() > 100 || reference.chars().any(char::is_control) {
            return Err(at("data.attributes.ksef_reference_number", "invalid", "must have between 1 and 100 letters"));
        }
        Ok(Self(Some(Ksef { reference, accepted_at: ksef_acceptance_timestamp.into() })))
    }
}

/// A refusal at a place of the body.
fn at(path: &str, code: &'static str, message: &str) -> Error {
    Error::Shape { path: path.into(), code, message: message.into() }
}

/// Members of this body are not in camel case, as those of all others are.
pub fn placed(error: app::Error) -> Error {
    match &error {
        app::Error::Invalid(fields) => match fields.as_slice() {
            [FieldError { at: app::At::Field(name), code, message }] => at(&format!("data.attributes.{name}"), code, message),
            _ => error.into(),
        },
        _ => error.into(),
    }
}
