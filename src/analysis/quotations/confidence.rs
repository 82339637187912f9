//! How sure a speaker's name is, and the reason in words.

use super::draft::{Draft, How};
use super::words::Words;
use crate::annotation::MentionForm;

/// No name is given below this.
pub(super) const THRESHOLD: f32 = 0.5;

/// What remains of the confidence when a quotation that names nobody is led to who spoke before.
pub(super) const CARRIED: f32 = 0.75;

/// A pronoun that the text as a whole and the last speaker settle alike.
pub(super) const AGREED: f32 = 0.96;

/// A pronoun that only the text as a whole settles.
pub(super) const ALONE: f32 = 0.85;

/// A pronoun that only the last speaker settles.
pub(super) const LAST: f32 = 0.8;

/// A source that only shares its words with a name of the article.
pub(super) const UNMARKED: f32 = 0.95;

/// A pronoun that may mean two: below the threshold.
pub(super) const DISPUTED: f32 = 0.4;

/// The share of speakers that were right on the development data where the source was told in this
/// way and named in this form.
pub(super) fn of(how: How, form: MentionForm) -> f32 {
    let told = match how {
        How::Subject | How::Inverted | How::AccordingTo => 0.97,
        How::Label | How::Headline | How::Passive | How::Owner => 0.92,
        How::Shared => 0.88,
        How::Introduced => 0.82,
        How::Continued | How::CarriedOver | How::Nobody => 0.7,
    };
    let named = match form {
        MentionForm::Name => 1.0,
        MentionForm::Description => 0.88,
        MentionForm::Pronoun => 0.85,
    };
    told * named
}

/// The share that is given with a quotation: of its name; without one, of the words that stand for
/// a source, or of there being none.
pub(super) fn shown(draft: &Draft, named: Option<f32>) -> f32 {
    let stands = draft.by.as_ref().is_some_and(|by| by.speaker.is_some());
    match (named, draft.how) {
        (Some(confidence), _) => confidence,
        (None, how) if stands => of(how, MentionForm::Name),
        (None, _) => CARRIED,
    }
}

/// Why this speaker, for a reader.
pub(super) fn why(words: &Words, draft: &Draft, resolved: bool) -> String {
    let cue = draft.by.as_ref().map_or("", |by| words.document.slice(words.span(&by.cue)));
    let speaker = draft
        .by
        .as_ref()
        .and_then(|by| by.speaker.as_ref())
        .map_or("", |range| words.document.slice(words.span(range)));
    match draft.how {
        How::Subject => format!("“{speaker}” is the subject of “{cue}” in the same sentence"),
        How::Inverted | How::AccordingTo => format!("“{speaker}” stands after “{cue}”"),
        How::Label if cue == "?" => format!("“{speaker}” answers the question before it"),
        How::Label | How::Headline => {
            format!("“{speaker}” is set beside the words as their source")
        }
        How::Passive => format!("“{speaker}” is the one of whom “{cue}” is told"),
        How::Owner => format!("the “{cue}” is that of “{speaker}”"),
        How::Shared => format!("“{cue}” has the same subject as the verb before it: “{speaker}”"),
        How::Introduced => format!("“{speaker}” introduces it just before"),
        How::Continued => "it goes on with the quotation before it".into(),
        How::CarriedOver if resolved => "no one is named with it; who spoke last goes on".into(),
        How::CarriedOver => "no one is named with it".into(),
        How::Nobody => format!("nobody is named with “{cue}”"),
    }
}
