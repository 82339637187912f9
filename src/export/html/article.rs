//! An article as a page: its text with names, quotations and notes marked, and beside it who said
//! what, who is in it, and what was noted.

use std::collections::HashSet;
use std::fmt::Write;

use super::aside::{Noted, aside};
use super::frame::{escaped, link_to, page};
use super::marked::{Over, Overs};
use crate::analysis::Analysis;
use crate::annotation::{Article, EntityKind, Inline, Mark, MentionForm};
use crate::text::{Block, BlockKind, Document, Numeral, Span};

/// An article as one page of HTML. Marks whose place is gone are listed with their words.
pub(crate) fn article_page(article: &Article, analysis: &Analysis, marks: &[Mark]) -> String {
    let document = &*article.document;
    let noted: Vec<Noted<'_>> =
        marks.iter().map(|mark| Noted { mark, span: mark.anchor.place(document).span() }).collect();
    let mut overs = Overs::new(overs(article, analysis, &noted));
    let title = article.title.as_deref().or(article.source.as_deref()).unwrap_or("An article");
    let mut body = String::from(
        "<a class=\"skip\" href=\"#said\">Skip to who said what</a>\n<main>\n<article dir=\"auto\">\n",
    );
    if article.title.is_none() {
        let _ = writeln!(body, "<h1>{}</h1>", escaped(title));
    }
    blocks(&mut body, document, &mut overs);
    body.push_str("</article>\n");
    aside(&mut body, document, analysis, &noted);
    body.push_str("</main>\n");
    foot(&mut body, article);
    page(title, &analysis.language, &body)
}

/// Where it comes from, and what made the marks.
fn foot(out: &mut String, article: &Article) {
    out.push_str("<footer>\n");
    if let Some(source) = &article.source {
        let link = link_to(source);
        let end = if link.is_empty() { "" } else { "</a>" };
        let _ = writeln!(out, "<p>Source: {link}{}{end}</p>", escaped(source));
    }
    if let Some(published) = article.published {
        let day = published.strftime("%Y-%m-%d");
        let _ = writeln!(out, "<p>Published <time datetime=\"{day}\">{day}</time></p>");
    }
    out.push_str(
        "<p>Names and quotations were marked by Dateline. Where a “?” stands it is not certain: read \
         the words in their place before you pass them on.</p>\n</footer>\n",
    );
}

/// All that is said of the words, each as an element.
fn overs(article: &Article, analysis: &Analysis, noted: &[Noted<'_>]) -> Vec<Over> {
    let over = |span, depth, open: String| Over { span, depth, open, first: String::new() };
    let mut all = Vec::new();
    for (index, quote) in analysis.quotes.iter().enumerate().filter(|(_, quote)| quote.speech) {
        for (part, span) in quote.parts.iter().enumerate() {
            let id = if part == 0 { format!(" id=\"q{index}\"") } else { String::new() };
            all.push(Over { first: id, ..over(*span, 0, "span class=\"said\"".into()) });
        }
    }
    for (index, noted) in noted.iter().enumerate() {
        if let Some(span) = noted.span {
            let id = format!(" id=\"m{index}\"");
            all.push(Over { first: id, ..over(span, 1, "span class=\"mark\"".into()) });
        }
    }
    for (span, link) in &article.links {
        let open = link_to(&link.url);
        if let Some(open) = open.strip_prefix('<').and_then(|open| open.strip_suffix('>')) {
            all.push(over(*span, 2, open.to_owned()));
        }
    }
    let mut seen = HashSet::new();
    for (span, mention) in analysis.mentions.iter().filter(|(_, m)| m.form == MentionForm::Name) {
        let kind = analysis.entity(mention.entity).kind;
        if !matches!(kind, EntityKind::Person | EntityKind::Place | EntityKind::Organization) {
            continue;
        }
        let id = mention.entity.0;
        let first = if seen.insert(id) { format!(" id=\"n{id}\"") } else { String::new() };
        all.push(Over { first, ..over(*span, 3, format!("span class=\"{}\"", kind.name())) });
    }
    all.extend(article.inline.iter().filter_map(|(span, inline)| {
        let open = match inline {
            Inline::Emphasis => "em".to_owned(),
            Inline::Strong => "strong".to_owned(),
            Inline::Code => "code".to_owned(),
            Inline::Deleted => "del".to_owned(),
            Inline::Inserted => "ins".to_owned(),
            Inline::Abbreviation(long) => format!("abbr title=\"{}\"", escaped(long)),
            // The text itself holds the signs of these.
            Inline::Superscript | Inline::Subscript | Inline::Quotation | Inline::Note(_) => {
                return None;
            }
        };
        Some(over(*span, 4, open))
    }));
    all
}

/// The blocks of the text, items of lists in their lists.
fn blocks(out: &mut String, document: &Document, overs: &mut Overs) {
    // The lists that are open, by whether their items are numbered.
    let mut lists: Vec<&'static str> = Vec::new();
    let mut quotes = 0_usize;
    for block in document.blocks() {
        let wanted = match block.kind {
            BlockKind::ListItem { depth, .. } => usize::from(depth) + 1,
            _ => 0,
        };
        while lists.len() > wanted {
            let _ = writeln!(out, "</li></{}>", lists.pop().unwrap_or("ul"));
        }
        let deep = match block.kind {
            BlockKind::BlockQuote { depth } => usize::from(depth) + 1,
            _ => 0,
        };
        while quotes > deep {
            out.push_str("</blockquote>\n");
            quotes -= 1;
        }
        while quotes < deep {
            out.push_str("<blockquote>\n");
            quotes += 1;
        }
        match block.kind {
            BlockKind::ListItem { number, .. } => {
                let name = if number.is_some() { "ol" } else { "ul" };
                if lists.len() == wanted {
                    out.push_str("</li>\n");
                }
                while lists.len() < wanted {
                    let _ = writeln!(out, "<{name}>");
                    lists.push(name);
                    if lists.len() < wanted {
                        out.push_str("<li>");
                    }
                }
                match number {
                    Some(number) => {
                        let sign = numeral(number.numeral);
                        let _ = write!(out, "<li value=\"{}\" type=\"{sign}\">", number.value);
                    }
                    None => out.push_str("<li>"),
                }
                overs.write(out, document, block.span);
            }
            _ => alone(out, document, *block, overs),
        }
    }
    for list in lists.into_iter().rev() {
        let _ = writeln!(out, "</li></{list}>");
    }
    for _ in 0..quotes {
        out.push_str("</blockquote>\n");
    }
}

/// A block that is no item of a list.
fn alone(out: &mut String, document: &Document, block: Block, overs: &mut Overs) {
    let (open, close) = match block.kind {
        BlockKind::Heading(level) => {
            let level = level.clamp(1, 6);
            (format!("h{level} dir=\"auto\""), format!("h{level}"))
        }
        BlockKind::Code => ("pre".into(), "pre".into()),
        BlockKind::Rule => return out.push_str("<hr>\n"),
        BlockKind::Table => return table(out, document, block.span, overs),
        BlockKind::Byline => ("p class=\"byline\"".into(), "p".into()),
        BlockKind::Caption => ("p class=\"caption\"".into(), "p".into()),
        BlockKind::Media => ("p class=\"media\"".into(), "p".into()),
        BlockKind::Note => ("p class=\"note\"".into(), "p".into()),
        _ => ("p dir=\"auto\"".into(), "p".into()),
    };
    let _ = write!(out, "<{open}>");
    overs.write(out, document, block.span);
    let _ = writeln!(out, "</{close}>");
}

/// A table whose first row is its head.
fn table(out: &mut String, document: &Document, span: Span, overs: &mut Overs) {
    out.push_str("<table>\n");
    let mut at = span.start();
    for (row, line) in document.slice(span).split('\n').enumerate() {
        out.push_str("<tr>");
        let name = if row == 0 { "th" } else { "td" };
        for cell in line.split('\t') {
            let end = at + cell.len() as u32;
            let scope = if row == 0 { " scope=\"col\"" } else { "" };
            let _ = write!(out, "<{name}{scope}>");
            overs.write(out, document, Span::new(at, end));
            let _ = write!(out, "</{name}>");
            at = end + 1;
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</table>\n");
}

/// The sign of HTML for the way a list writes its numbers.
fn numeral(numeral: Numeral) -> char {
    match numeral {
        Numeral::Decimal => '1',
        Numeral::LowerLetter => 'a',
        Numeral::UpperLetter => 'A',
        Numeral::LowerRoman => 'i',
        Numeral::UpperRoman => 'I',
    }
}

#[cfg(test)]
mod tests {
    use super::article_page;
    use crate::analysis::{Context, analyze};
    use crate::annotation::{Article, Layer, Link, Mark, MarkKind};
    use crate::text::{Anchor, BlockKind, DocumentBuilder, Ordinal};

    fn page(article: &Article, marks: &[Mark]) -> String {
        let analysis = analyze(&article.document, &Context::of(article));
        article_page(article, &analysis, marks)
    }

    #[test]
    fn what_a_page_says_stays_words_and_leads_to_the_web_alone() {
        let mut builder = DocumentBuilder::new();
        builder.block(BlockKind::Heading(1), "Pier <script>alert(1)</script> opens");
        builder.open(BlockKind::Paragraph);
        let good = builder.push("The plan");
        builder.push(" and ");
        let bad = builder.push("the trap");
        builder.push(" are here.");
        let document = builder.finish();
        let links = Layer::new(
            &document,
            vec![
                (good, Link { url: "https://plan.example/?a=1&b=\"".into() }),
                (bad, Link { url: "javascript:alert(1)".into() }),
            ],
        );
        let title = Some("Pier <script>alert(1)</script> opens".into());
        let article = Article { title, links, ..Article::of(document) };
        let page = page(&article, &[]);
        assert!(!page.contains("<script") && !page.contains("javascript:"), "{page}");
        assert!(page.contains("<a href=\"https://plan.example/?a=1&amp;b=&quot;\" rel=\"noreferrer\">The plan</a> and the trap"));
        assert!(page.contains("<title>Pier &lt;script&gt;"));
        // Nothing is fetched to show it.
        for asks in ["src=", "<link", "@import", "url("] {
            assert!(!page.contains(asks), "{asks}");
        }
    }

    #[test]
    fn lists_stand_in_each_other_and_tables_have_heads() {
        let mut builder = DocumentBuilder::new();
        let item = |depth, number: Option<u32>| BlockKind::ListItem {
            depth,
            number: number.map(Ordinal::from),
        };
        builder.block(item(0, Some(7)), "seventh");
        builder.block(item(1, None), "inside");
        builder.block(item(0, Some(8)), "eighth");
        builder.block(BlockKind::BlockQuote { depth: 0 }, "set apart");
        builder.open(BlockKind::Table);
        builder.push("Town");
        builder.separate('\t');
        builder.push("Votes");
        builder.separate('\n');
        builder.push("Aldford");
        builder.separate('\t');
        builder.push("12");
        let page = page(&Article::of(builder.finish()), &[]);
        assert!(page.contains("<ol>\n<li value=\"7\" type=\"1\">seventh<ul>\n<li>inside</li></ul>\n</li>\n<li value=\"8\" type=\"1\">eighth</li></ol>"), "{page}");
        assert!(page.contains("<blockquote>\n<p dir=\"auto\">set apart</p>\n</blockquote>"));
        assert!(
            page.contains("<th scope=\"col\">Town</th><th scope=\"col\">Votes</th></tr>\n<tr><td>")
        );
    }

    #[test]
    fn a_denial_is_told_as_one_and_a_note_whose_place_is_gone_is_kept() {
        let mut builder = DocumentBuilder::new();
        builder.block(BlockKind::Paragraph, "Mayor Ana Ruiz denied that the town had been warned.");
        let article = Article::of(builder.finish());
        let now = jiff::Timestamp::UNIX_EPOCH;
        let mark = |exact: &str, note: &str| Mark {
            kind: MarkKind::Note,
            anchor: Anchor {
                exact: exact.into(),
                prefix: String::new(),
                suffix: String::new(),
                position: 0.0,
                paragraph: 0,
                whole: false,
                further: crate::text::Further::default(),
            },
            note: note.into(),
            created: now,
            changed: now,
        };
        let marks = [mark("the town had been warned", "ask <her>"), mark("long gone words", "old")];
        let page = page(&article, &marks);
        assert!(page.contains("Ana Ruiz denied</a> <span class=\"act\">denies</span>"), "{page}");
        assert!(page.contains("id=\"m0\"") && page.contains("ask &lt;her&gt;"));
        assert!(page.contains("“long gone words” <span class=\"quiet\">(no longer there)</span>"));
    }
}
