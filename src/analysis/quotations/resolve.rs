//! From the words that name a source to the one they mean.

use std::ops::Range;

use super::words::Words;
use crate::annotation::{Entity, EntityId, EntityKind, Layer, Mention, MentionForm};
use crate::text::Span;

/// The entity that the words `speaker` mean, if the text settles it: the mention at their head.
pub fn entity(words: &Words, speaker: &Range<usize>, entities: &[Entity], mentions: &Layer<Mention>) -> Option<(EntityId, MentionForm)> {
    let span = words.span(speaker);
    let mut best: Option<(Span, Mention)> = None;
    for &(at, mention) in mentions.within(span) {
        let Some(entity) = entities.get(mention.entity.0 as usize) else { continue };
        if !matches!(entity.kind, EntityKind::Person | EntityKind::Organization | EntityKind::Place | EntityKind::Group | EntityKind::Other) {
            continue;
        }
        if is_head(words, speaker, at) && best.is_none_or(|(_, other)| other.form > mention.form) {
            best = Some((at, mention));
        }
    }
    best.map(|(_, mention)| (mention.entity, mention.form))
}

/// Does the mention head the phrase? Its last word is the phrase's last before "of …", a comma or "'s".
fn is_head(words: &Words, speaker: &Range<usize>, mention: Span) -> bool {
    let tokens = words.range(mention);
    if tokens.end > speaker.end {
        return false;
    }
    let rest = tokens.end..speaker.end;
    rest.is_empty() || matches!(words.text(rest.start), "of" | "," | "and" | "(" | "at" | "in" | "from" | "for")
}
