//! Why this speaker, and the list of quotations narrowed by speaker.

use super::Reader;
use super::quotes_panel::{Speaker, speaker_of, speaker_words};
use crate::annotation::{Act, Modality, Polarity, Quote, SourceKind};
use crate::app::geometry::Panel;

/// What is done with the words, where that is more than to state them, and what kind of source does
/// it.
fn deed(quote: &Quote) -> Option<String> {
    let mut facts = Vec::new();
    if quote.act != Act::States {
        facts.push(format!("the source {} it", quote.act.name()));
    }
    match (quote.polarity, quote.modality) {
        (Polarity::NotSaid, _) => facts.push("the text says that it was not said".to_owned()),
        (_, Modality::Possible) => facts.push("it may have been said".to_owned()),
        (_, Modality::Planned) => facts.push("it is still to be said".to_owned()),
        _ => {}
    }
    if !quote.speech {
        facts.push("no speech".to_owned());
    }
    match quote.source {
        SourceKind::UnnamedPerson => facts.push("a person without a name".to_owned()),
        SourceKind::Group => facts.push("several people".to_owned()),
        SourceKind::Document => facts.push("a document".to_owned()),
        SourceKind::None => facts.push("nobody is named as its source".to_owned()),
        SourceKind::Person | SourceKind::Body => {}
    }
    let words = facts.join("; ");
    let mut letters = words.chars();
    let first = letters.next()?;
    Some(format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

impl Reader {
    pub(in crate::app) fn only_this_speaker(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        let Some(analysis) = reading.analysis.clone() else { return };
        let quote = reading.quotes.selected();
        if reading.quotes.only.take().is_none() {
            let of_entity = (self.panels.focus == Panel::Entities)
                .then(|| reading.entities.selected())
                .flatten();
            let of_quote = quote
                .and_then(|quote| analysis.quotes.get(quote as usize))
                .map(|quote| speaker_of(&reading.article, quote));
            reading.quotes.only = of_entity.map(Speaker::Entity).or(of_quote);
        }
        self.refill_quotes();
        if let (Some(reading), Some(quote)) = (&mut self.reading, quote) {
            reading.quotes.select(quote);
        }
    }

    /// Shows what is no speech among the quotations, or hides it again.
    pub(in crate::app) fn only_speech(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        reading.quotes.all = !reading.quotes.all;
        let words = if reading.quotes.all {
            "thoughts, names and words without a source too"
        } else {
            "only what was said"
        };
        self.tray.tell(words);
        self.lay_corrections();
    }

    /// Hides the quotations whose speaker is doubtful or not named, or shows all.
    pub(in crate::app) fn only_certain(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        reading.quotes.certain = !reading.quotes.certain;
        let words = if reading.quotes.certain {
            "only quotations whose speaker is certain"
        } else {
            "all quotations"
        };
        self.tray.tell(words);
        self.refill_quotes();
    }

    /// Says why this speaker was chosen for the quotation at hand.
    pub(in crate::app) fn why(&mut self) -> Option<(String, Vec<String>)> {
        let quote = self.quote_at_hand();
        let reading = self.reading.as_ref()?;
        let analysis = reading.analysis.as_ref()?;
        let Some(quote) = quote.and_then(|quote| analysis.quotes.get(quote as usize)) else {
            self.tray.refuse("no quotation here: {next_quote} goes to the next one");
            return None;
        };
        let (speaker, named) = speaker_words(&reading.article, quote);
        let mut lines = Vec::new();
        lines.extend(deed(quote));
        if named {
            lines.push(format!("Because: {}.", quote.why));
            lines.push(format!(
                "Of quotations as clear as this one, {} in 100 have the right speaker.",
                (quote.confidence * 100.0).round()
            ));
        } else if quote.speaker.is_empty() {
            lines.push("The text does not say who said it.".into());
        } else {
            lines.push(if quote.why.is_empty() {
                "The text gives no name for this source.".into()
            } else {
                format!("{}.", quote.why)
            });
        }
        if !quote.via.is_empty() {
            let via: Vec<&str> =
                quote.via.iter().map(|&span| reading.article.document.slice(span)).collect();
            lines.push(format!("Reported by {}.", via.join(", ")));
        }
        Some((speaker, lines))
    }
}
