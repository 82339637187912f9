//! Web addresses as they stand in links: resolved against their page, and only those that a reader
//! may follow.

/// The absolute form of `reference`, if it is of a kind that is kept (http, https, mailto). A
/// relative one needs `base` (RFC 3986, section 5). Control characters and spaces at the ends are
/// dropped as browsers do; inside they are escaped or dropped.
pub fn resolve(reference: &str, base: Option<&str>) -> Option<String> {
    let reference = tidy(reference);
    if let Some(scheme) = scheme(&reference) {
        let is_web = matches!(scheme.as_str(), "http" | "https");
        let rest = &reference[scheme.len() + 1..];
        let kept = is_web
            && !rest.trim_start_matches(['/', '\\']).is_empty()
            && rest.starts_with(['/', '\\'])
            || scheme == "mailto" && !rest.is_empty();
        return kept.then(|| {
            if is_web {
                format!("{scheme}://{}", rest.trim_start_matches(['/', '\\']))
            } else {
                format!("{scheme}:{rest}")
            }
        });
    }
    if reference.is_empty() || reference.starts_with('#') {
        return None;
    }
    let base = base?;
    let base_scheme = scheme(base).filter(|scheme| matches!(scheme.as_str(), "http" | "https"))?;
    if let Some(rest) = reference.strip_prefix("//") {
        return (!rest.is_empty()).then(|| format!("{base_scheme}://{rest}"));
    }
    let after = base.get(base_scheme.len() + 3..)?;
    let host_end = after.find(['/', '?', '#']).unwrap_or(after.len());
    let (host, path) = after.split_at(host_end);
    let path = path.split('#').next().unwrap_or("");
    let path_only = path.split('?').next().unwrap_or("");
    let joined = if reference.starts_with('/') {
        reference
    } else if reference.starts_with('?') {
        format!("{path_only}{reference}")
    } else {
        format!("{}/{reference}", path_only.rsplit_once('/').map_or("", |(folder, _)| folder))
    };
    Some(format!("{base_scheme}://{host}{}", without_dots(&joined)))
}

/// Lower-case scheme, if the reference begins with one.
fn scheme(reference: &str) -> Option<String> {
    let colon = reference.find(':')?;
    let name = &reference[..colon];
    let is_scheme = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme.then(|| name.to_ascii_lowercase())
}

/// Without what browsers strip, spaces escaped, and no character that a terminal could take for a
/// command or that turns the direction of writing.
fn tidy(raw: &str) -> String {
    let mut line = String::with_capacity(raw.len().min(2048));
    for c in raw.trim_matches(|c: char| c.is_control() || c == ' ').chars().take(MOST) {
        match c {
            ' ' => line.push_str("%20"),
            '"' => line.push_str("%22"),
            '<' => line.push_str("%3C"),
            '>' => line.push_str("%3E"),
            c if c.is_ascii_graphic() => line.push(c),
            c if c.is_ascii() => {}
            c => {
                let mut bytes = [0; 4];
                for byte in c.encode_utf8(&mut bytes).bytes() {
                    line.push('%');
                    line.extend([byte >> 4, byte & 15].map(|digit| {
                        char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase()
                    }));
                }
            }
        }
    }
    line
}

/// Longer addresses are cut: nobody follows them, and they would fill the memory.
const MOST: usize = 8 * 1024;

/// Path without `.` and `..` segments; the query stays.
fn without_dots(path: &str) -> String {
    let cut = path.find(['?', '#']).unwrap_or(path.len());
    let (path, tail) = path.split_at(cut);
    let mut kept: Vec<&str> = Vec::new();
    let mut segments = path.split('/').skip(1).peekable();
    while let Some(segment) = segments.next() {
        let is_last = segments.peek().is_none();
        match segment {
            "." | ".." => {
                if segment == ".." {
                    kept.pop();
                }
                if is_last {
                    kept.push("");
                }
            }
            segment => kept.push(segment),
        }
    }
    format!("/{}{tail}", kept.join("/"))
}

#[cfg(test)]
mod tests {
    use super::resolve;

    #[test]
    fn relative_references_are_resolved_as_the_standard_says() {
        let to = |reference: &str| {
            resolve(reference, Some("http://a.example/b/c/d?q")).unwrap_or_default()
        };
        assert_eq!(to("g"), "http://a.example/b/c/g");
        assert_eq!(to("../g?x"), "http://a.example/b/g?x");
        assert_eq!(to("../../../g/."), "http://a.example/g/");
        assert_eq!(to("//other.example/x"), "http://other.example/x");
        assert_eq!(to("?y"), "http://a.example/b/c/d?y");
        assert_eq!(to("/x#part"), "http://a.example/x#part");
    }

    #[test]
    fn only_web_and_mail_are_kept() {
        for bad in [
            "javascript:alert(1)",
            " JaVaScript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://x",
            "http:",
            "#top",
            "",
        ] {
            assert_eq!(resolve(bad, Some("http://a.example/")), None, "{bad}");
        }
        assert_eq!(resolve("mailto:a@b.example", None).as_deref(), Some("mailto:a@b.example"));
        assert_eq!(resolve("x.html", None), None);
    }

    #[test]
    fn no_control_character_gets_through() {
        assert_eq!(
            resolve("\x1bhttps://a.example/\x1b]8;;\u{202e}x y\u{9b}", None).as_deref(),
            Some("https://a.example/]8;;%E2%80%AEx%20y")
        );
    }
}
