//! Where an article comes from, as its reader names it, and why it could not be read. Opens
//! nothing:
//! the services do.

use crate::text::clean_line;

/// Where an article comes from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Source {
    /// A file.
    Path(std::path::PathBuf),
    /// A web address, as it was given.
    Url(String),
    /// Standard input.
    Stdin,
    /// The report that comes with the program.
    Sample,
}

impl Source {
    /// From a word of the command line.
    pub fn from_argument(word: &std::ffi::OsStr) -> Self {
        if word == "-" {
            return Self::Stdin;
        }
        match word.to_str().filter(|word| is_web_address(word)) {
            Some(url) => Self::Url(url.to_owned()),
            None => Self::Path(word.into()),
        }
    }

    /// Whether it is a web address.
    pub fn is_address(&self) -> bool {
        matches!(self, Self::Url(_))
    }

    /// How it is called in a message, on one clean line.
    pub fn name(&self) -> String {
        match self {
            Self::Path(path) => clean_line(&path.to_string_lossy()),
            Self::Url(url) => clean_line(&without_credentials(url)),
            Self::Stdin => "standard input".into(),
            Self::Sample => "the sample report".into(),
        }
    }
}

fn is_web_address(word: &str) -> bool {
    let start = word.get(..8).unwrap_or(word).to_ascii_lowercase();
    start.starts_with("http://") || start.starts_with("https://")
}

/// An address without `user:password@`, which nothing may show.
pub(crate) fn without_credentials(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let cut = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(cut);
    format!("{scheme}://{}{tail}", authority.rsplit_once('@').map_or(authority, |(_, host)| host))
}

/// Why an input could not be read, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub message: String,
    pub hint: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn web_addresses_are_told_from_files_and_named_without_their_password() {
        let name = |word: &str| Source::from_argument(word.as_ref()).name();
        assert_eq!(name("HTTPS://u:s3cret@a.example/x?y=u@v"), "HTTPS://a.example/x?y=u@v");
        assert_eq!(Source::from_argument("http.txt".as_ref()), Source::Path("http.txt".into()));
        assert_eq!(
            Source::from_argument("file:///etc/passwd".as_ref()),
            Source::Path("file:///etc/passwd".into())
        );
    }
}
