//! The reader's corrections: who somebody is, what kind, who said it.

use super::{Reader, Reading};
use crate::annotation::{Act, Correction, EntityId, EntityKind};
use crate::app::geometry::Panel;
use crate::app::message::{Ask, Change, Decide, Effect};
use crate::app::prompt::{Asked, Prompt};
use crate::text::Span;

impl Reader {
    /// The quotation that the keys are about: of the panel, lit, or of the paragraph.
    pub(in crate::app) fn quote_at_hand(&self) -> Option<u32> {
        let reading = self.reading.as_ref()?;
        let in_paragraph = || {
            reading.quote_parts.within(reading.panel.block_span()).next().map(|(_, quote)| *quote)
        };
        let of_panel =
            (self.panels.focus == Panel::Quotes).then(|| reading.quotes.selected()).flatten();
        of_panel.or(reading.lit_quote).or_else(in_paragraph)
    }

    /// Whether the place the reader was taken to last is a name in the paragraph at hand.
    pub(in crate::app) fn is_at_name(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| {
            let (Some(here), Some(analysis)) = (reading.here, &reading.analysis) else {
                return false;
            };
            reading.panel.block_span().contains(here.start())
                && analysis.mentions.at(here.start()).any(|(span, _)| *span == here)
        })
    }

    /// Whether the quotation that is lit stands in the paragraph at hand.
    pub(in crate::app) fn is_at_quote(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| {
            let mut here = reading.quote_parts.within(reading.panel.block_span());
            reading.lit_quote.is_some_and(|lit| here.any(|(_, quote)| *quote == lit))
        })
    }

    fn entity_at_hand(&self) -> Option<(EntityId, Span)> {
        let reading = self.reading.as_ref()?;
        let id = if self.panels.focus == Panel::Entities {
            reading.entities.selected()
        } else {
            reading.lit
        }?;
        let analysis = reading.analysis.as_ref()?;
        // The mention the reader was taken to, so that a split concerns the words they look at;
        // else the first.
        let of_entity = |span: &Span| {
            analysis.mentions.within(*span).any(|(at, mention)| at == span && mention.entity == id)
        };
        let here = reading.here.filter(of_entity);
        let first = || {
            analysis
                .mentions
                .iter()
                .find(|(_, mention)| mention.entity == id)
                .map(|(span, _)| *span)
        };
        here.or_else(first).map(|span| (id, span))
    }

    /// The kind and the name of the entity at hand.
    pub(in crate::app) fn named_at_hand(&self) -> Option<(EntityKind, String)> {
        let (id, _) = self.entity_at_hand()?;
        let entity = self.reading.as_ref()?.analysis.as_ref()?.entities.get(id.0 as usize)?;
        Some((entity.kind, entity.name.clone()))
    }

    /// Saves a correction of the entity or quotation at hand.
    pub(in crate::app) fn correct(&mut self, correction: Correction) -> Vec<Effect> {
        let of_quote = correction.is_of_quotation();
        let span = if of_quote {
            self.quote_at_hand().and_then(|quote| self.reading.as_ref()?.first_part(quote))
        } else {
            self.entity_at_hand().map(|(_, span)| span)
        };
        match (span, &self.reading) {
            (Some(span), Some(reading)) => reading.keep(Change::Correct { span, correction }),
            _ => {
                self.tray.refuse(if of_quote {
                    "no quotation here: {next_quote} goes to the next one"
                } else {
                    "no name is lit: choose one in the second panel"
                });
                Vec::new()
            }
        }
    }

    /// Asks what a correction of the entity or quotation at hand needs to know.
    pub(in crate::app) fn ask_correction(&mut self, asked: Asked) -> Option<Prompt> {
        let words = match asked {
            Asked::Rename => self.entity_at_hand().and_then(|(id, _)| {
                Some(self.reading.as_ref()?.analysis.as_ref()?.entity(id).name.clone())
            }),
            Asked::Speaker | Asked::Act => self.quote_at_hand().map(|_| String::new()),
            _ => self.entity_at_hand().map(|_| String::new()),
        };
        if words.is_none() {
            self.tray.refuse(if matches!(asked, Asked::Speaker | Asked::Act) {
                "no quotation here: {next_quote} goes to the next one"
            } else {
                "no name is lit: choose one in the second panel"
            });
        }
        words.map(|words| Prompt::new(asked, &words))
    }

    /// What may be answered, as far as it is known beforehand.
    pub fn choices(&self, asked: Asked, words: &str) -> Vec<String> {
        let Some(analysis) = self.reading.as_ref().and_then(|reading| reading.analysis.as_ref())
        else {
            return Vec::new();
        };
        let own = self.entity_at_hand().map(|(id, _)| id);
        let all: Vec<String> = match asked {
            Asked::Kind => EntityKind::ALL.iter().map(|kind| kind.name().to_owned()).collect(),
            Asked::Act => Act::ALL.iter().map(|act| act.name().to_owned()).collect(),
            Asked::Merge => (0..)
                .zip(&analysis.entities)
                .filter(|(id, _)| own != Some(EntityId(*id)))
                .map(|(_, entity)| entity.name.clone())
                .collect(),
            Asked::Speaker => {
                let speaks = |kind: EntityKind| {
                    matches!(
                        kind,
                        EntityKind::Person | EntityKind::Organization | EntityKind::Group
                    )
                };
                let (first, second): (Vec<_>, Vec<_>) =
                    analysis.entities.iter().partition(|entity| speaks(entity.kind));
                first.into_iter().chain(second).map(|entity| entity.name.clone()).collect()
            }
            _ => return Vec::new(),
        };
        let wanted = words.trim().to_lowercase();
        all.into_iter().filter(|choice| choice.to_lowercase().contains(&wanted)).collect()
    }

    /// The prompt was answered.
    pub(in crate::app) fn answer_correction(
        &mut self,
        asked: Asked,
        words: &str,
        choice: usize,
    ) -> Vec<Effect> {
        let words = words.trim();
        let choices = self.choices(asked, words);
        let chosen = choices.get(choice.min(choices.len().saturating_sub(1))).cloned();
        let correction = match (asked, chosen) {
            (Asked::Kind, Some(kind)) => Correction::from_parts("kind", Some(&kind)),
            (Asked::Act, Some(act)) => Correction::from_parts("act", Some(&act)),
            (Asked::Merge, Some(name)) => Some(Correction::Merge(name)),
            // Somebody whom other articles name.
            (Asked::Merge, None) if !words.is_empty() => Some(Correction::Merge(words.to_owned())),
            (Asked::Speaker, Some(name)) => Some(Correction::Speaker(Some(name))),
            // Somebody whom the article does not name.
            (Asked::Speaker, None) if !words.is_empty() => {
                Some(Correction::Speaker(Some(words.to_owned())))
            }
            (Asked::Rename, _) if !words.is_empty() => Some(Correction::Rename(words.to_owned())),
            _ => None,
        };
        match correction {
            Some(correction) => self.correct(correction),
            None => {
                self.tray.refuse("nothing was changed");
                Vec::new()
            }
        }
    }
}

impl Reader {
    /// The last correction of the name at hand, made for all articles; `None`, with the reason
    /// told, where there is none.
    pub(in crate::app) fn correct_everywhere(&mut self) -> Vec<Effect> {
        let found = self.entity_at_hand().and_then(|(id, _)| {
            let reading = self.reading.as_ref()?;
            let analysis = reading.analysis.as_ref()?;
            let of_entity = |span: Span| {
                analysis
                    .mentions
                    .within(span)
                    .any(|(at, mention)| *at == span && mention.entity == id)
            };
            let made = reading.corrections.iter().rev().find(|(_, span, correction)| {
                let is_general = matches!(
                    correction,
                    Correction::Kind(_) | Correction::Rename(_) | Correction::Merge(_)
                );
                is_general && of_entity(*span)
            });
            let (_, span, correction) = made?;
            // What the name was before it was corrected.
            let name = match correction {
                Correction::Kind(_) => analysis.entity(id).name.clone(),
                _ => reading.article.document.slice(*span).to_owned(),
            };
            Some((name, correction.clone()))
        });
        match found {
            Some((subject, correction)) => {
                vec![Effect::Library(Ask::Decide(Decide::Everywhere { subject, correction }))]
            }
            None => {
                self.tray.tell_with(
                    "nothing is corrected about this name yet",
                    ": {correct_name}, {correct_merge} or {correct_kind} first",
                );
                Vec::new()
            }
        }
    }

    /// Follows whoever is at hand, or no longer.
    pub(in crate::app) fn turn_follow(&mut self) -> Vec<Effect> {
        let article = self.opened().map(|opened| opened.id);
        match self.named_at_hand() {
            Some((kind, name)) => {
                vec![Effect::Library(Ask::Decide(Decide::FollowNamed { article, kind, name }))]
            }
            None => {
                self.tray.refuse("no name is lit: choose one in the second panel");
                Vec::new()
            }
        }
    }
}

impl Reading {
    fn first_part(&self, quote: u32) -> Option<Span> {
        self.analysis.as_ref()?.quotes.get(quote as usize)?.parts.first().copied()
    }

    /// Whether the reader corrected this entity.
    pub fn is_corrected(&self, id: EntityId) -> bool {
        let Some(analysis) = &self.analysis else { return false };
        let of_entity = |span: Span| {
            analysis.mentions.within(span).any(|(at, mention)| *at == span && mention.entity == id)
        };
        self.corrections
            .iter()
            .any(|(_, span, correction)| !correction.is_of_quotation() && of_entity(*span))
    }
}
