//! An analysis as the file keeps it.

use super::pack::{Packer, Unpacker};
use crate::analysis::Analysis;
use crate::annotation::{
    Act, Entity, EntityId, EntityKind, Figure, FigureKind, Layer, Mention, MentionForm, Modality,
    Polarity, Quote, QuoteKind, SourceKind,
};
use crate::text::Document;

const FORM: u64 = 2;
const FORMS: [MentionForm; 3] = [MentionForm::Name, MentionForm::Pronoun, MentionForm::Description];
const QUOTES: [QuoteKind; 3] = [QuoteKind::Direct, QuoteKind::Mixed, QuoteKind::Indirect];
const FIGURES: [FigureKind; 6] = [
    FigureKind::Money,
    FigureKind::Percent,
    FigureKind::Quantity,
    FigureKind::Date,
    FigureKind::Time,
    FigureKind::Ordinal,
];

/// Shares are kept in ten-thousandths.
const FINE: f32 = 10_000.0;

pub(super) fn pack(analysis: &Analysis) -> Vec<u8> {
    let mut packer = Packer::default();
    packer.number(FORM).text(&analysis.language).number(u64::from(analysis.sentences));
    packer.number(analysis.entities.len() as u64);
    for entity in &analysis.entities {
        packer
            .number(place(&EntityKind::ALL, &entity.kind))
            .text(&entity.name)
            .number(entity.aliases.len() as u64);
        for alias in &entity.aliases {
            packer.text(alias);
        }
        packer.maybe_text(entity.role.as_deref()).number((entity.salience * FINE).round() as u64);
    }
    let mut base = 0;
    packer.number(analysis.mentions.len() as u64);
    for (span, mention) in &analysis.mentions {
        packer
            .span(*span, &mut base)
            .number(u64::from(mention.entity.0))
            .number(place(&FORMS, &mention.form));
    }
    base = 0;
    packer.number(analysis.quotes.len() as u64);
    for quote in &analysis.quotes {
        packer.number(place(&QUOTES, &quote.kind));
        for spans in [&quote.parts, &quote.cue, &quote.speaker, &quote.addressee, &quote.via] {
            packer.spans(spans, &mut base);
        }
        packer
            .number(quote.entity.map_or(0, |entity| u64::from(entity.0) + 1))
            .maybe_text(quote.name.as_deref());
        packer.number((quote.confidence * FINE).round() as u64).text(&quote.why);
        packer.spans(&Vec::from_iter(quote.verb), &mut base);
        packer
            .number(place(&Act::ALL, &quote.act))
            .number(place(&Polarity::ALL, &quote.polarity))
            .number(place(&Modality::ALL, &quote.modality))
            .number(place(&SourceKind::ALL, &quote.source))
            .number(u64::from(quote.speech));
    }
    base = 0;
    packer.number(analysis.figures.len() as u64);
    for (span, figure) in &analysis.figures {
        packer.span(*span, &mut base).number(place(&FIGURES, &figure.kind));
        match figure.value {
            Some(value) => packer.number(1).float(value),
            None => packer.number(0),
        };
        packer.maybe_text(figure.unit.as_deref()).maybe_text(figure.iso.as_deref());
    }
    packer.finish()
}

/// The analysis of `document` again; `None` where it is of another text or damaged.
pub(super) fn unpack(packed: &[u8], document: &Document) -> Option<Analysis> {
    let mut from = Unpacker::new(packed)?;
    if from.number()? != FORM {
        return None;
    }
    let language = from.text()?;
    let sentences = from.number()? as u32;
    let entities = (0..from.count()?).map(|_| entity(&mut from)).collect::<Option<Vec<_>>>()?;
    let known = |id: u64| (id < entities.len() as u64).then_some(EntityId(id as u32));
    let mut base = 0;
    let mentions = (0..from.count()?)
        .map(|_| {
            let span = from.span(&mut base, document)?;
            Some((
                span,
                Mention {
                    entity: known(from.number()?)?,
                    form: *FORMS.get(from.number()? as usize)?,
                },
            ))
        })
        .collect::<Option<Vec<_>>>()?;
    base = 0;
    let mut quotes = Vec::new();
    for _ in 0..from.count()? {
        let kind = *QUOTES.get(from.number()? as usize)?;
        let mut spans = || from.spans(&mut base, document);
        let (parts, cue, speaker, addressee, via) =
            (spans()?, spans()?, spans()?, spans()?, spans()?);
        let entity = match from.number()? {
            0 => None,
            id => Some(known(id - 1)?),
        };
        let name = from.maybe_text()?;
        let confidence = from.number()? as f32 / FINE;
        quotes.push(Quote {
            kind,
            parts,
            cue,
            speaker,
            entity,
            name,
            addressee,
            via,
            confidence,
            why: from.text()?,
            verb: from.spans(&mut base, document)?.first().copied(),
            act: *Act::ALL.get(from.number()? as usize)?,
            polarity: *Polarity::ALL.get(from.number()? as usize)?,
            modality: *Modality::ALL.get(from.number()? as usize)?,
            source: *SourceKind::ALL.get(from.number()? as usize)?,
            speech: from.number()? == 1,
        });
    }
    base = 0;
    let figures = (0..from.count()?)
        .map(|_| {
            let span = from.span(&mut base, document)?;
            let kind = *FIGURES.get(from.number()? as usize)?;
            let value = if from.number()? == 0 { None } else { Some(from.float()?) };
            Some((span, Figure { kind, value, unit: from.maybe_text()?, iso: from.maybe_text()? }))
        })
        .collect::<Option<Vec<_>>>()?;
    let (mentions, figures) = (Layer::new(document, mentions), Layer::new(document, figures));
    Some(Analysis {
        document: document.hash(),
        language,
        sentences,
        entities,
        mentions,
        quotes,
        figures,
    })
}

fn entity(from: &mut Unpacker) -> Option<Entity> {
    let kind = *EntityKind::ALL.get(from.number()? as usize)?;
    let name = from.text()?;
    let aliases = (0..from.count()?).map(|_| from.text()).collect::<Option<Vec<_>>>()?;
    Some(Entity {
        kind,
        name,
        aliases,
        role: from.maybe_text()?,
        salience: from.number()? as f32 / FINE,
    })
}

fn place<T: PartialEq>(all: &[T], one: &T) -> u64 {
    all.iter().position(|other| other == one).unwrap_or_default() as u64
}
