//! Photos in the sizes that API 2 knows. A photo is kept as it came, so every size leads to the same picture.

use app::files::Picture;
use schemars::JsonSchema;
use serde::Serialize;

#[derive(Clone, Serialize, JsonSchema)]
#[schemars(rename = "photo")]
pub struct Photo {
    thumb: Size,
    small: Size,
    large: Size,
    xlarge: Size,
    hd: Size,
}

#[derive(Clone, Serialize, JsonSchema)]
#[schemars(rename = "photoSize")]
struct Size {
    #[schemars(extend("format" = "uri-reference"))]
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
}

impl Photo {
    pub fn new(picture: Picture) -> Self {
        let (width, height) = picture.size.unzip();
        let size = Size { url: picture.url, width, height };
        Self { thumb: size.clone(), small: size.clone(), large: size.clone(), xlarge: size.clone(), hd: size }
    }
}

// The picture of an event, which has sizes of its own.
#[derive(Clone, Serialize, JsonSchema)]
#[schemars(rename = "eventImage")]
pub struct EventImage {
    icon: Size,
    default: Size,
    small: Size,
    medium: Size,
    large: Size,
}

impl EventImage {
    pub fn new(picture: Picture) -> Self {
        let (width, height) = picture.size.unzip();
        let size = Size { url: picture.url, width, height };
        Self { icon: size.clone(), default: size.clone(), small: size.clone(), medium: size.clone(), large: size }
    }
}
