//! Where a page was saved from, as browsers and programs note it in a comment at its beginning.

/// So much of the beginning is looked at, in bytes.
const BEGINNING: usize = 4096;

/// The address in "saved from url=(0042)https://…", as browsers write it, or in the lines that
/// SingleFile writes.
pub(super) fn saved_from(html: &str) -> Option<String> {
    let beginning = &html[..html.floor_char_boundary(BEGINNING)];
    let comments = beginning.split("<!--").skip(1).filter_map(|rest| rest.split_once("-->"));
    let address = comments.map(|(comment, _)| comment).find_map(|comment| {
        if let Some((_, rest)) = comment.split_once("saved from url=(") {
            return rest.split_once(')').map(|(_, address)| address);
        }
        let is_single_file = comment.contains("Page saved with SingleFile");
        let mut lines = comment.lines().filter(|_| is_single_file);
        lines.find_map(|line| line.trim().strip_prefix("url:"))
    })?;
    let address = address.split_whitespace().next()?;
    crate::input::address::resolve(address, None).filter(|address| address.starts_with("http"))
}

#[cfg(test)]
mod tests {
    use super::saved_from;

    #[test]
    fn a_saved_page_tells_where_it_was() {
        let chrome =
            "<!DOCTYPE html>\n<!-- saved from url=(0032)https://harbour.example/bridge -->\n<html>";
        assert_eq!(saved_from(chrome).as_deref(), Some("https://harbour.example/bridge"));
        let single = "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://harbour.example/quay \n saved date: Mon Mar 02 2026\n--><meta>";
        assert_eq!(saved_from(single).as_deref(), Some("https://harbour.example/quay"));
        assert_eq!(saved_from("<!-- saved from url=(0014)about:internet --><html>"), None);
        assert_eq!(saved_from("<!-- saved from url=(0032)javascript:x --><html>"), None);
        assert_eq!(saved_from("<p>saved from url=(0032)https://harbour.example/</p>"), None);
    }
}
