//! What holds for every text and every measure.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Page, Place, Row, Setting};
use crate::text::{BlockKind, Document, DocumentBuilder, Span};

fn kind() -> impl Strategy<Value = BlockKind> {
    prop_oneof![
        4 => Just(BlockKind::Paragraph),
        1 => (1..7_u8).prop_map(BlockKind::Heading),
        1 => (0..9_u8, proptest::option::of(0..2000_u32)).prop_map(|(depth, number)| BlockKind::ListItem { depth, number: number.map(Into::into) }),
        1 => (0..30_u8).prop_map(|depth| BlockKind::BlockQuote { depth }),
        1 => Just(BlockKind::Code),
        2 => Just(BlockKind::Table),
        1 => Just(BlockKind::Caption),
    ]
}

/// Words of many scripts, and anything else.
fn words() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        6 => "[a-zA-Z’,.“”—-]{1,12}",
        2 => "[一-龥。，]{1,9}",
        2 => "[א-ת]{1,8}",
        2 => "[ء-ي]{1,8}",
        1 => "[(«“0-9٠-٩]{1,3}[א-ת]{0,3}[)»”.,%]{0,2}",
        1 => "(e\u{301}|👩\u{200d}👧|🇧🇾|👍🏽|한|ก็){1,5}",
        1 => "[\t\n]",
        1 => "\\PC{0,6}",
        1 => any::<String>(),
        1 => "[a-z]{30,90}",
    ];
    proptest::collection::vec(word, 0..40).prop_map(|words| words.join(" "))
}

prop_compose! {
    fn document()(blocks in proptest::collection::vec((kind(), words()), 0..6)) -> Arc<Document> {
        let mut builder = DocumentBuilder::new();
        for (kind, words) in blocks {
            builder.open(kind);
            for (index, cell) in words.split('\t').enumerate() {
                if index > 0 && kind == BlockKind::Table {
                    builder.separate('\t');
                }
                builder.push(cell);
            }
        }
        Arc::new(builder.finish())
    }
}

prop_compose! {
    fn setting()(bidi in proptest::bool::weighted(0.8), measure in prop_oneof![1..30_u16, 1..200_u16], justify in any::<bool>(), hyphenate in proptest::bool::weighted(0.1), ascii in any::<bool>(), whole_korean in any::<bool>(), airy in any::<bool>()) -> Setting {
        Setting { measure, justify, hyphenate, ascii, bidi, whole_korean, airy }
    }
}

fn all(page: &mut Page) -> Vec<(Place, Row)> {
    let top = page.first();
    page.visible(top, u16::MAX)
}

fn signed(rows: usize) -> i64 {
    i64::try_from(rows).expect("a page of this test is short")
}

/// Everything between the pieces, in the order of the text, is white space.
fn loses_nothing(document: &Document, rows: &[(Place, Row)]) -> Result<(), TestCaseError> {
    let mut spans: Vec<Span> =
        rows.iter().flat_map(|(_, row)| row.pieces.iter().map(|piece| piece.span)).collect();
    spans.sort_unstable();
    let mut at = 0;
    for span in spans.into_iter().chain([Span::at(document.span().end())]) {
        prop_assert!(at <= span.start(), "bytes {} to {at} stand twice", span.start());
        let between = document.slice(Span::new(at, span.start()));
        prop_assert!(between.trim().is_empty(), "{between:?} is lost");
        at = span.end();
    }
    Ok(())
}

fn every_cell_inverts(page: &mut Page, rows: &[(Place, Row)]) -> Result<(), TestCaseError> {
    let document = Arc::clone(page.document());
    for (place, row) in rows {
        let mut column = 0;
        for glyph in row.glyphs(&document) {
            prop_assert!(glyph.column >= column, "glyphs overlap in {row:?}");
            column = glyph.column + glyph.width;
            prop_assert_eq!(page.locate(glyph.offset), (*place, glyph.column));
            if glyph.width > 0 {
                prop_assert_eq!(page.offset_at(*place, glyph.column), glyph.offset);
                prop_assert_eq!(page.offset_at(*place, column - 1), glyph.offset);
            }
        }
        prop_assert_eq!(column.max(row.width()), row.width());
        let single = row.glyphs(&document).filter(|glyph| glyph.width > 0).count() <= 1;
        prop_assert!(row.width() <= page.setting().measure || single, "{row:?} is too wide");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_byte_is_lost_and_cells_and_bytes_invert_each_other(document in document(), setting in setting()) {
        let mut page = Page::new(Arc::clone(&document), setting);
        let rows = all(&mut page);
        loses_nothing(&document, &rows)?;
        every_cell_inverts(&mut page, &rows)?;
    }

    #[test]
    fn walking_agrees_with_the_list_of_rows(document in document(), setting in setting(), from in 0..60_usize, to in 0..60_usize, beyond in 0..9_i64) {
        let mut page = Page::new(Arc::clone(&document), setting);
        let places: Vec<Place> = all(&mut page).into_iter().map(|(place, _)| place).collect();
        prop_assert!(places.is_sorted());
        if let Some(&last) = places.last() {
            let end = places.len() - 1;
            let (from, to) = (from.min(end), to.min(end));
            let down = signed(to) - signed(from);
            prop_assert_eq!(page.advance(places[from], down), (places[to], down));
            prop_assert_eq!(page.distance(places[from], places[to], 1000), u32::try_from(down).ok());
            let left = signed(end - from);
            prop_assert_eq!(page.advance(places[from], left + beyond), (last, left));
            let above = signed(from);
            prop_assert_eq!(page.advance(places[from], -above - beyond), (places[0], -above));
            prop_assert_eq!(page.last(), last);
            prop_assert_eq!(page.last_top(10), places[places.len().saturating_sub(10)]);
        }
    }

    #[test]
    fn no_place_and_no_offset_breaks_the_page(document in document(), setting in setting(), block in 0..9_u32, part in 0..3_u32, row in any::<u32>(), offset in any::<u32>(), only in proptest::option::of(proptest::collection::btree_set(0..6_u32, 0..3))) {
        let mut page = Page::new(Arc::clone(&document), setting);
        let count = document.blocks().len() as u32;
        page.show_only(only.map(|only| only.into_iter().filter(|&block| block < count).collect()));
        let place = Place { block, part, row };
        page.advance(place, 3);
        page.offset_at(place, 5);
        page.visible(place, 4);
        page.distance(Place::default(), place, 50);
        page.locate(offset);
        page.last_top(3);
    }
}

/// Files that are hard to set.
#[test]
#[cfg_attr(not(shared), ignore = "needs ../shared")]
fn the_corpora_are_set_without_loss() {
    let folder = concat!(env!("DATELINE_SHARED"), "/corpora/dev/text");
    let files = [
        "ucd-15.0/emoji-test.dev.txt",
        "ucd-15.0/GraphemeBreakTest.dev.txt",
        "ucd-15.0/LineBreakTest.dev.txt",
        "blns/blns.dev.txt",
        "utf8tests/utf8tests.txt",
    ];
    for file in files {
        let bytes = std::fs::read(format!("{folder}/{file}")).expect("a file of the corpora");
        let mut builder = DocumentBuilder::new();
        for line in String::from_utf8_lossy(&bytes).lines().step_by(11).take(400) {
            builder.block(BlockKind::Paragraph, line);
        }
        let document = Arc::new(builder.finish());
        for measure in [1, 20, 72] {
            let mut page =
                Page::new(Arc::clone(&document), Setting { measure, ..Setting::default() });
            let rows = all(&mut page);
            if rows.len() < usize::from(u16::MAX) {
                loses_nothing(&document, &rows).expect("no byte is lost");
            }
            every_cell_inverts(&mut page, &rows[..rows.len().min(5000)])
                .expect("cells and bytes invert each other");
        }
    }
}

/// UAX 14: closing marks stay with the word before them.
#[test]
fn no_row_of_chinese_or_japanese_begins_with_a_closing_mark() {
    let text = "市長は「新しい橋は明日開通する。」と述べた。雨が降っていたが、工事は終わった、と担当者は言う。習近平說：「合作將擴大。」他在北京，（星期三）。"
        .repeat(4);
    for measure in (6..=80).chain([120, 200]) {
        for justify in [false, true] {
            let mut builder = DocumentBuilder::new();
            builder.open(BlockKind::Paragraph);
            builder.push(&text);
            let document = Arc::new(builder.finish());
            let mut page = Page::new(
                Arc::clone(&document),
                Setting { measure, justify, ..Setting::default() },
            );
            let rows = all(&mut page);
            assert!(rows.len() > 1);
            for (_, row) in rows {
                let begins = document.slice(row.span).trim_start().chars().next();
                assert!(
                    !begins.is_some_and(|c| "。」、，）：".contains(c)),
                    "a row of {measure} cells begins with {begins:?}"
                );
            }
        }
    }
}
