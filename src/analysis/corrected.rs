//! An analysis with the reader's corrections laid over it.
//!
//! The engine's own answer is never changed: corrections are applied anew to whatever engine
//! version made it.

use super::Analysis;
use crate::annotation::{
    Act, Correction, Entity, EntityId, EntityKind, Layer, MentionForm, Quote, SourceKind,
};
use crate::text::{Document, Span};

/// Applies corrections in order. One whose place holds nothing of its kind any more does nothing.
pub fn corrected(
    analysis: &Analysis,
    document: &Document,
    corrections: &[(Span, Correction)],
) -> Analysis {
    let mut result = analysis.clone();
    for (at, correction) in corrections {
        match correction {
            Correction::Kind(kind) => change_entity(&mut result, *at, |entity| entity.kind = *kind),
            Correction::Rename(name) => {
                change_entity(&mut result, *at, |entity| rename(entity, name))
            }
            Correction::Merge(name) => merge(&mut result, document, *at, name),
            Correction::Split => split(&mut result, document, *at),
            Correction::Speaker(name) => set_speaker(&mut result, *at, name.as_deref()),
            Correction::Act(act) => set_act(&mut result, *at, *act),
            Correction::Join => join(&mut result, *at),
            Correction::Separate => separate(&mut result, *at),
        }
    }
    for quote in &mut result.quotes {
        if let Some(id) = quote.entity {
            quote.name = Some(result.entities[id.0 as usize].name.clone());
        }
    }
    result
}

/// Corrections that are for all articles, each of a name, as they are made in this one: at the first
/// place of whoever bears the name there. Those of names that are not here are left out.
pub fn placed(
    analysis: &Analysis,
    document: &Document,
    general: &[(String, Correction)],
) -> Vec<(Span, Correction)> {
    let place = |subject: &String| {
        let bears = |entity: &Entity| entity.name.to_lowercase() == subject.to_lowercase();
        let id = EntityId(analysis.entities.iter().position(bears)? as u32);
        let mut places = analysis.mentions.iter().filter(|(_, mention)| mention.entity == id);
        let is_name = |span: Span| document.slice(span).to_lowercase() == subject.to_lowercase();
        let first = places.clone().find(|(span, _)| is_name(*span));
        let any = || places.find(|(_, mention)| mention.form == MentionForm::Name);
        first.or_else(any).map(|(span, _)| *span)
    };
    let at =
        |(subject, correction): &(String, Correction)| Some((place(subject)?, correction.clone()));
    general.iter().filter_map(at).collect()
}

fn entity_at(analysis: &Analysis, at: Span) -> Option<EntityId> {
    let exact = analysis.mentions.within(at).find(|(span, _)| *span == at);
    exact.or_else(|| analysis.mentions.within(at).next()).map(|(_, mention)| mention.entity)
}

fn named(analysis: &Analysis, name: &str) -> Option<EntityId> {
    let by_name = analysis.entities.iter().position(|entity| entity.name == name);
    let by_alias = || {
        analysis.entities.iter().position(|entity| entity.aliases.iter().any(|alias| alias == name))
    };
    by_name.or_else(by_alias).map(|id| EntityId(id as u32))
}

fn change_entity(analysis: &mut Analysis, at: Span, change: impl FnOnce(&mut Entity)) {
    if let Some(EntityId(id)) = entity_at(analysis, at) {
        change(&mut analysis.entities[id as usize]);
    }
}

fn rename(entity: &mut Entity, name: &str) {
    let before = std::mem::replace(&mut entity.name, name.to_owned());
    entity.aliases.retain(|alias| alias != name);
    if before != name && !entity.aliases.contains(&before) {
        entity.aliases.insert(0, before);
    }
}

fn merge(analysis: &mut Analysis, document: &Document, at: Span, name: &str) {
    let Some(from) = entity_at(analysis, at) else { return };
    // Whoever the article does not name otherwise bears the name from now on.
    let Some(into) = named(analysis, name) else {
        return change_entity(analysis, at, |entity| rename(entity, name));
    };
    if from == into {
        return;
    }
    let gone = analysis.entities.remove(from.0 as usize);
    // Numbers behind the entity that is gone move up.
    let renumbered = |id: EntityId| match id {
        _ if id == from => EntityId(into.0 - u32::from(into > from)),
        _ => EntityId(id.0 - u32::from(id > from)),
    };
    let mentions = analysis.mentions.iter().map(|(span, mention)| {
        (*span, crate::annotation::Mention { entity: renumbered(mention.entity), ..*mention })
    });
    analysis.mentions = Layer::new(document, mentions.collect());
    for quote in &mut analysis.quotes {
        quote.entity = quote.entity.map(renumbered);
    }
    let entity = &mut analysis.entities[renumbered(into).0 as usize];
    for alias in std::iter::once(gone.name).chain(gone.aliases) {
        if alias != entity.name && !entity.aliases.contains(&alias) {
            entity.aliases.push(alias);
        }
    }
    entity.salience = entity.salience.max(gone.salience);
    entity.role = entity.role.take().or(gone.role);
}

fn split(analysis: &mut Analysis, document: &Document, at: Span) {
    let Some(from) = entity_at(analysis, at) else { return };
    let words = document.slice(at);
    let moved = EntityId(analysis.entities.len() as u32);
    let same = |span: Span| document.slice(span) == words;
    let mentions = analysis.mentions.iter().map(|(span, mention)| {
        let entity = if mention.entity == from && same(*span) { moved } else { mention.entity };
        (*span, crate::annotation::Mention { entity, ..*mention })
    });
    let mentions: Vec<_> = mentions.collect();
    if mentions.iter().all(|(_, mention)| mention.entity != from)
        || words == analysis.entities[from.0 as usize].name
    {
        return;
    }
    analysis.mentions = Layer::new(document, mentions);
    let kind = analysis.entities[from.0 as usize].kind;
    analysis.entities[from.0 as usize].aliases.retain(|alias| *alias != words);
    analysis.entities.push(Entity {
        kind,
        name: words.to_owned(),
        aliases: Vec::new(),
        role: None,
        salience: 0.0,
    });
    for quote in &mut analysis.quotes {
        if quote.entity == Some(from) && quote.speaker.iter().any(|&span| same(span)) {
            quote.entity = Some(moved);
        }
    }
}

fn quote_at(analysis: &Analysis, at: Span) -> Option<usize> {
    let starts = |quote: &Quote| quote.parts.first().is_some_and(|part| *part == at);
    let touches = |quote: &Quote| quote.parts.iter().any(|part| part.overlaps(at));
    analysis.quotes.iter().position(starts).or_else(|| analysis.quotes.iter().position(touches))
}

fn set_speaker(analysis: &mut Analysis, at: Span, name: Option<&str>) {
    let Some(index) = quote_at(analysis, at) else { return };
    let entity = name.and_then(|name| named(analysis, name));
    let kind = entity.map(|id| analysis.entity(id).kind);
    let quote = &mut analysis.quotes[index];
    quote.source = match (name, kind) {
        (None, _) => quote.source,
        (_, Some(EntityKind::Organization | EntityKind::Place)) => SourceKind::Body,
        (_, Some(EntityKind::Group)) => SourceKind::Group,
        (_, Some(EntityKind::Work)) => SourceKind::Document,
        _ => SourceKind::Person,
    };
    quote.entity = entity;
    quote.name = name.map(str::to_owned);
    quote.confidence = 1.0;
    quote.why = "you said so".into();
    quote.speech = true;
}

fn set_act(analysis: &mut Analysis, at: Span, act: Act) {
    if let Some(index) = quote_at(analysis, at) {
        analysis.quotes[index].act = act;
    }
}

fn join(analysis: &mut Analysis, at: Span) {
    let Some(index) = quote_at(analysis, at).filter(|&index| index > 0) else { return };
    let joined = analysis.quotes.remove(index);
    let before = &mut analysis.quotes[index - 1];
    before.parts.extend(joined.parts);
    before.parts.sort_unstable();
}

fn separate(analysis: &mut Analysis, at: Span) {
    let Some(index) = quote_at(analysis, at) else { return };
    let quote = analysis.quotes.remove(index);
    let parts = quote.parts.iter().map(|&part| Quote { parts: vec![part], ..quote.clone() });
    analysis.quotes.splice(index..index, parts);
    analysis.quotes.sort_by_key(Quote::start);
}

#[cfg(test)]
mod tests {
    use super::{corrected, placed};
    use crate::analysis::Analysis;
    use crate::annotation::{
        Act, Correction, Entity, EntityId, EntityKind, Layer, Mention, MentionForm, Modality,
        Polarity, Quote, QuoteKind, SourceKind,
    };
    use crate::text::{Document, Segments, Span};

    const TEXT: &str = "Ana Lima met Bo Diaz. “We won,” Lima said. “Now we rest.” Lima slept.";

    fn span(words: &str, nth: usize) -> Span {
        let (at, _) = TEXT.match_indices(words).nth(nth).expect("it is there");
        Span::from_usize(at, at + words.len())
    }

    fn analysis() -> (Document, Analysis) {
        let document = Document::verbatim(TEXT.into());
        let mut analysis = Analysis::empty(&document, &Segments::of(&document));
        let entity = |name: &str| Entity {
            kind: EntityKind::Person,
            name: name.into(),
            aliases: Vec::new(),
            role: None,
            salience: 0.5,
        };
        analysis.entities = vec![entity("Ana Lima"), entity("Bo Diaz")];
        analysis.entities[0].aliases = vec!["Lima".into()];
        let mention = |id| Mention { entity: EntityId(id), form: MentionForm::Name };
        let mentions = vec![
            (span("Ana Lima", 0), mention(0)),
            (span("Bo Diaz", 0), mention(1)),
            (span("Lima", 1), mention(0)),
            (span("Lima", 2), mention(0)),
        ];
        analysis.mentions = Layer::new(&document, mentions);
        let quote = |words: &str, speaker: Vec<Span>| Quote {
            kind: QuoteKind::Direct,
            parts: vec![span(words, 0)],
            cue: Vec::new(),
            entity: Some(EntityId(0)),
            name: Some("Ana Lima".into()),
            speaker,
            addressee: Vec::new(),
            via: Vec::new(),
            confidence: 0.9,
            why: String::new(),
            verb: None,
            act: Act::States,
            polarity: Polarity::Said,
            modality: Modality::Certain,
            source: SourceKind::Person,
            speech: true,
        };
        analysis.quotes =
            vec![quote("We won,", vec![span("Lima", 1)]), quote("Now we rest.", Vec::new())];
        (document, analysis)
    }

    fn after(corrections: &[(Span, Correction)]) -> Analysis {
        let (document, analysis) = analysis();
        corrected(&analysis, &document, corrections)
    }

    #[test]
    fn a_renamed_entity_renames_its_quotations() {
        let result = after(&[(span("Lima", 1), Correction::Rename("Ana Lima Cruz".into()))]);
        assert_eq!(result.quotes[0].name.as_deref(), Some("Ana Lima Cruz"));
        assert_eq!(result.entities[0].aliases, ["Ana Lima", "Lima"]);
    }

    #[test]
    fn merged_entities_share_their_mentions_and_quotations() {
        let result = after(&[(span("Ana Lima", 0), Correction::Merge("Bo Diaz".into()))]);
        assert_eq!(result.entities.len(), 1);
        assert!(result.mentions.iter().all(|(_, mention)| mention.entity == EntityId(0)));
        assert_eq!(result.quotes[0].name.as_deref(), Some("Bo Diaz"));
    }

    #[test]
    fn a_split_name_takes_its_mentions_and_quotations_along() {
        let result = after(&[(span("Lima", 2), Correction::Split)]);
        assert_eq!(result.entities[2].name, "Lima");
        assert_eq!(
            result.mentions.iter().filter(|(_, mention)| mention.entity == EntityId(2)).count(),
            2
        );
        assert_eq!(result.quotes[0].name.as_deref(), Some("Lima"));
        assert_eq!(result.quotes[1].name.as_deref(), Some("Ana Lima"));
    }

    #[test]
    fn a_speaker_is_set_cleared_and_may_be_somebody_the_text_does_not_name() {
        let at = span("Now we rest.", 0);
        let by = |name: Option<&str>| {
            after(&[(at, Correction::Speaker(name.map(str::to_owned)))]).quotes[1].clone()
        };
        assert_eq!(by(Some("Bo Diaz")).entity, Some(EntityId(1)));
        assert_eq!(
            (by(Some("Cy Moe")).entity, by(Some("Cy Moe")).name.as_deref()),
            (None, Some("Cy Moe"))
        );
        assert_eq!(by(None).name, None);
    }

    #[test]
    fn quotations_are_joined_and_separated_again() {
        let at = span("Now we rest.", 0);
        let joined = after(&[(at, Correction::Join)]);
        assert_eq!((joined.quotes.len(), joined.quotes[0].parts.len()), (1, 2));
        let apart = after(&[(at, Correction::Join), (span("We won,", 0), Correction::Separate)]);
        assert_eq!(apart.quotes.iter().map(|quote| quote.parts.len()).collect::<Vec<_>>(), [1, 1]);
    }

    #[test]
    fn a_correction_for_all_articles_is_made_at_whoever_bears_the_name() {
        let (document, analysis) = analysis();
        let general = [
            ("bo diaz".to_owned(), Correction::Merge("Boris Diaz".into())),
            ("Cy Moe".to_owned(), Correction::Merge("Bo Diaz".into())),
        ];
        let placed = placed(&analysis, &document, &general);
        assert_eq!(placed, [(span("Bo Diaz", 0), Correction::Merge("Boris Diaz".into()))]);
        let result = corrected(&analysis, &document, &placed);
        assert_eq!(result.entities[1].name, "Boris Diaz");
        assert_eq!(result.entities[1].aliases, ["Bo Diaz"]);
    }

    #[test]
    fn an_act_is_set() {
        let result = after(&[(span("We won,", 0), Correction::Act(Act::Denies))]);
        assert_eq!(result.quotes[0].act, Act::Denies);
    }

    #[test]
    fn a_correction_whose_place_holds_nothing_does_nothing() {
        let (document, analysis) = analysis();
        let nowhere = span("rest", 0);
        assert_eq!(
            corrected(
                &analysis,
                &document,
                &[(nowhere, Correction::Kind(EntityKind::Place)), (nowhere, Correction::Split)]
            ),
            analysis
        );
    }
}
