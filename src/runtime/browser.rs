//! Opening an address in the browser: one argument, no shell.

use std::process::{Child, Command, Stdio};

/// Starts the browser, for which the caller waits, so that no finished process is left behind. The
/// address must be http or https and becomes exactly one argument.
///
/// `browser` is `$BROWSER`: programs divided by colons, the first that starts is taken; `%s` in its
/// words stands for the address.
pub(crate) fn open(browser: Option<&str>, url: &str) -> Result<Child, String> {
    if !is_web_address(url) {
        return Err(format!(
            "not opened: {} is no http or https address",
            crate::text::clean_line(url)
        ));
    }
    let system = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    for candidate in browser.unwrap_or(system).split(':') {
        let mut words = candidate.split_whitespace();
        let Some(program) = words.next() else { continue };
        let mut arguments: Vec<&str> = words.collect();
        match arguments.iter().position(|word| *word == "%s") {
            Some(at) => arguments[at] = url,
            None => arguments.push(url),
        }
        let spawned = Command::new(program)
            .args(arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        if let Ok(child) = spawned {
            return Ok(child);
        }
    }
    Err("no browser could be started: set BROWSER to one".into())
}

/// http or https, printable ASCII without spaces, so that nothing can pass for an option or a
/// second argument.
fn is_web_address(url: &str) -> bool {
    (url.starts_with("http://") || url.starts_with("https://"))
        && url.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::is_web_address;

    #[test]
    fn only_web_addresses_are_opened() {
        assert!(is_web_address("https://example.org/a?b=c%20d"));
        for bad in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "--help",
            "https://a b",
            "https://a\nb",
            "http\u{1b}://x",
        ] {
            assert!(!is_web_address(bad), "{bad:?}");
        }
    }
}
