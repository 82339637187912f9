//! Whether a quotation is speech: told with a verb of communication and a source, rather than a
//! thought, a name or words that nobody is said to have said.

use super::claim::{self, Claim};
use super::draft::{Draft, How};
use super::kinds;
use super::lexicon::{self, CALL, OBJECT, SAY, TELL};
use super::words::{Class, Words};
use crate::annotation::Act;

/// Whether the draft is speech. `named` says whether a name was found for its source.
pub(super) fn is_speech(words: &Words, draft: &Draft, claim: &Claim, named: bool) -> bool {
    let Some(by) = &draft.by else { return named };
    if by.speaker.as_ref().is_some_and(|speaker| kinds::is_nothing(words, speaker) && !named) {
        return false;
    }
    if by.speaker.is_none() && by.how == How::Nobody {
        return false;
    }
    let cue = by.cue.start;
    if words.class(cue) != Class::Word || by.how == How::AccordingTo {
        return true;
    }
    if by.how == How::Owner {
        return claim.act != Act::Thinks;
    }
    let thought = claim.act == Act::Thinks && !words.all[cue].reports(SAY);
    let communicates = words.all[cue].reports(SAY | TELL | CALL | OBJECT)
        || !matches!(claim.act, Act::States | Act::Thinks)
        || claim::withholds(words, cue);
    communicates && !thought && !is_naming(words, cue) && !is_called(words, draft, cue)
}

/// "a plan called “Harbour 2040”": the name follows the verb at once.
fn is_called(words: &Words, draft: &Draft, cue: usize) -> bool {
    let first = draft.parts.first().map(|part| words.range(*part).start);
    words.is(cue, "called")
        && words.class(cue + 1) == Class::Mark
        && first.is_some_and(|first| first == cue + 2 || first == cue + 1)
}

/// "nicknamed", "dubbed": a name is given, nothing said.
fn is_naming(words: &Words, cue: usize) -> bool {
    let verb = words.text(cue).to_ascii_lowercase();
    matches!(
        lexicon::lemma(&verb),
        Some(
            "name"
                | "nickname"
                | "dub"
                | "christen"
                | "style"
                | "tag"
                | "rate"
                | "refer"
                | "deem"
                | "consider"
        )
    )
}
