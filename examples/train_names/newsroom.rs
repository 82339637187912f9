//! The training part of the project's own made-up news, `assets/newsroom`.

use std::path::Path;

use dateline::annotation::EntityKind;
use dateline::text::Span;

use crate::corpus;
use crate::data::Text;

/// How much an article counts.
const WEIGHT: f32 = 1.5;

/// The articles that training may see, with their names as they are marked.
pub(crate) fn read(folder: &Path) -> Vec<Text> {
    corpus::read(&folder.join("articles"))
        .into_iter()
        .filter(|article| corpus::split(&article.id) == "train")
        .map(|article| {
            let kind = |name: &str| EntityKind::ALL.into_iter().find(|kind| kind.name() == name);
            let names = article.names.iter().filter_map(|name| {
                let span = Span::from_usize(name.range.start, name.range.end);
                kind(&name.kind).map(|kind| (span, kind))
            });
            let names = names.collect();
            Text { text: article.text, names, weight: WEIGHT, id: article.id }
        })
        .collect()
}
