//! Tables as they look on the page.

use std::sync::Arc;

use crate::page::{Page, Setting};
use crate::text::{BlockKind, Document, DocumentBuilder};

fn drawn(table: &str, measure: u16) -> Vec<String> {
    let mut builder = DocumentBuilder::new();
    builder.open(BlockKind::Table);
    for (index, line) in table.lines().enumerate() {
        if index > 0 {
            builder.separate('\n');
        }
        for (number, cell) in line.split('|').enumerate() {
            if number > 0 {
                builder.separate('\t');
            }
            builder.push(cell);
        }
    }
    let document: Arc<Document> = Arc::new(builder.finish());
    let mut page = Page::new(Arc::clone(&document), Setting { measure, ..Setting::default() });
    let rows = page.rows(0);
    for row in rows.iter() {
        assert!(row.width() <= measure, "{row:?}");
    }
    let show = |row: &crate::page::Row| {
        let mut line: Vec<char> = Vec::new();
        let texts = row.drawn.iter().map(|drawn| (drawn.column, drawn.text.to_string()));
        for (column, text) in
            texts.chain(row.glyphs(&document).map(|glyph| (glyph.column, glyph.text.into_owned())))
        {
            for (index, c) in text.chars().enumerate() {
                let at = usize::from(column) + index;
                line.resize(line.len().max(at + 1), ' ');
                line[at] = c;
            }
        }
        line.into_iter().collect()
    };
    rows.iter().map(show).collect()
}

#[test]
fn a_table_that_fits_stands_in_columns_with_numbers_flush_right() {
    assert_eq!(
        drawn("Country|Trade, €m\nBelarus|3.8\nChina|1,240", 40),
        ["Country  Trade, €m", "───────  ─────────", "Belarus        3.8", "China        1,240"]
    );
}

#[test]
fn a_wide_column_is_wrapped_and_a_narrow_one_kept() {
    let rows = drawn("Who|What\nXi|promised to widen the trade with Belarus\nPutin|nothing", 20);
    assert_eq!(
        rows[2..],
        [
            "Xi     promised to",
            "       widen the",
            "       trade with",
            "       Belarus",
            "Putin  nothing"
        ]
    );
}

#[test]
fn a_table_too_wide_becomes_a_line_for_each_cell() {
    let rows = drawn("Name|Office|Since\nAlexander Lukashenko|President|1994", 22);
    assert_eq!(
        rows,
        [
            "Name",
            "Office",
            "Since",
            "",
            "Name: Alexander",
            "      Lukashenko",
            "Office: President",
            "Since: 1994"
        ]
    );
}
