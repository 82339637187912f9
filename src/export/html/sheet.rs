//! Lists and tables as a page: what is known of a person, or the reports of a story.

use std::fmt::Write;

use super::frame::{escaped, link_to, page};

/// A part of a page.
#[derive(Clone, Debug)]
pub(crate) enum Section {
    List {
        heading: String,
        entries: Vec<Entry>,
    },
    /// The first row is the head.
    Table {
        heading: String,
        rows: Vec<Vec<String>>,
    },
}

/// A line of a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    /// Where its words lead, if anywhere.
    pub url: Option<String>,
    pub words: String,
    /// Quieter words behind.
    pub more: String,
}

/// A page of sections under a title and a line about it.
pub(crate) fn sheet_page(title: &str, about: &str, sections: &[Section]) -> String {
    let mut body = format!("<h1 dir=\"auto\">{}</h1>\n", escaped(title));
    if !about.is_empty() {
        let _ = writeln!(body, "<p class=\"quiet\">{}</p>", escaped(about));
    }
    for section in sections {
        match section {
            Section::List { heading, entries } => list(&mut body, heading, entries),
            Section::Table { heading, rows } => table(&mut body, heading, rows),
        }
    }
    body.push_str(
        "<footer><p>Names and quotations were found by Dateline. Read the words in their place \
         before you pass them on.</p></footer>\n",
    );
    page(title, "", &body)
}

fn list(out: &mut String, heading: &str, entries: &[Entry]) {
    let _ = writeln!(out, "<h2>{}</h2>\n<ul>", escaped(heading));
    for Entry { url, words, more } in entries {
        let open = url.as_deref().map(link_to).unwrap_or_default();
        let close = if open.is_empty() { "" } else { "</a>" };
        let _ = write!(out, "<li dir=\"auto\">{open}{}{close}", escaped(words));
        if !more.is_empty() {
            let _ = write!(out, " <span class=\"quiet\">{}</span>", escaped(more));
        }
        out.push_str("</li>\n");
    }
    out.push_str("</ul>\n");
}

fn table(out: &mut String, heading: &str, rows: &[Vec<String>]) {
    let _ = writeln!(out, "<h2>{}</h2>\n<table>", escaped(heading));
    for (number, row) in rows.iter().enumerate() {
        out.push_str("<tr>");
        for cell in row {
            let _ = match number {
                0 => write!(out, "<th scope=\"col\">{}</th>", escaped(cell)),
                _ => write!(out, "<td dir=\"auto\">{}</td>", escaped(cell)),
            };
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}
