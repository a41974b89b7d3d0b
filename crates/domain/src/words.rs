//! Sets of words that columns and bodies hold, each as an enum.

/// Declares enums whose cases are stored and written as a word.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($(#[$about:meta])* $word:ident = $text:literal),+ $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$about])* #[serde(rename = $text)] $word),+ }
        impl $name {
            /// As it is stored and written.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$word => $text),+ }
            }
        }
        impl TryFrom<String> for $name {
            type Error = $crate::resources::Unknown;
            fn try_from(text: String) -> Result<Self, $crate::resources::Unknown> {
                match text.as_str() { $($text => Ok(Self::$word),)+ _ => Err($crate::resources::Unknown) }
            }
        }
    )*};
}
pub(crate) use words;
