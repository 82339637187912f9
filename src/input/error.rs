//! Why an input is no article.

/// What stood in the way; the words are for a person. [`InputError::hint`] says what to do about it
/// where that is known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InputError {
    #[error("it is empty")]
    Empty,
    #[error("there is nothing but white space in it")]
    Blank,
    #[error("it is {what}, not text")]
    Binary { what: &'static str },
    #[error("it is too large: {bytes} bytes, and at most {limit} can be read")]
    TooLarge { bytes: usize, limit: usize },
    #[error("there is no character set called \"{label}\"")]
    UnknownEncoding { label: String },
    #[cfg(not(feature = "html"))]
    #[error("it is a web page, and this build reads none")]
    NoHtml,
    #[error("there is no article in it: {why}")]
    NotAnArticle { why: &'static str },
    #[error("reading it was stopped")]
    Stopped,
}

impl InputError {
    /// What a person can do, as one sentence.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Empty | Self::Blank | Self::Stopped => return None,
            Self::Binary { what: "a PDF document" } => {
                "turn it into text first, for example with pdftotext."
            }
            Self::Binary { .. } => {
                "Dateline reads plain text, Markdown and HTML; --as text reads it in spite of that."
            }
            Self::TooLarge { .. } => "split it and read the parts.",
            Self::UnknownEncoding { .. } => {
                "use a name of the WHATWG Encoding Standard, such as utf-8, windows-1252, shift_jis or koi8-r."
            }
            #[cfg(not(feature = "html"))]
            Self::NoHtml => "build with the feature “html”.",
            Self::NotAnArticle { .. } => {
                "--whole-page shows the page as it stands; or save it from a browser once it is fully shown, and open the file."
            }
        };
        Some(hint.into())
    }
}
