//! The texts as words and labels, one sentence a line, for `tools/clusters.py`.

use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;

use dateline::analysis::names::model::Model;
use dateline::analysis::names::words::Words;
use dateline::text::{Document, Segments};
use serde_json::json;

use crate::data::Text;

/// Writes the training texts with their labels, then the web texts without.
pub(crate) fn write(
    path: &Path,
    texts: &[Text],
    web: &[Text],
    model: &Model,
) -> Result<(), Box<dyn Error>> {
    let mut out = String::new();
    for (number, (text, known)) in texts
        .iter()
        .map(|text| (text, true))
        .chain(web.iter().map(|text| (text, false)))
        .enumerate()
    {
        let document = Document::verbatim(text.text.clone());
        let segments = Segments::of(&document);
        let words = Words::of(&document, &segments, &model.lexicon, &model.clusters);
        let labels = crate::labels(text, &segments);
        for sentence in &segments.sentences {
            let range = sentence.tokens.start as usize..sentence.tokens.end as usize;
            let forms: Vec<&str> =
                segments.tokens[range.clone()].iter().map(|&token| document.slice(token)).collect();
            let listed: Vec<u32> = words.words[range.clone()]
                .iter()
                .map(|word| u32::from(word.phrases) | u32::from(word.listed) << 16)
                .collect();
            let line = json!({"doc": number, "id": text.id, "start": sentence.span.start(), "words": forms, "listed": listed,
                "spans": segments.tokens[range.clone()].iter().map(|token| [token.start(), token.end()]).collect::<Vec<_>>(),
                "labels": known.then(|| &labels[range]), "weight": text.weight});
            writeln!(out, "{line}")?;
        }
    }
    std::fs::write(path, out)?;
    Ok(())
}
