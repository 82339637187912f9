//! Walks the text once and ties pronouns and descriptions to the people they mean.

use super::cast::Actor;
use super::description::Descriptions;
use super::pronoun::{self, Memory, Place, Pronoun};
use super::terms::Terms;
use crate::annotation::MentionForm;
use crate::text::{Document, Segments, Sentence, Span};

/// One place that means somebody without a name.
pub(super) struct Reference {
    pub span: Span,
    pub cluster: usize,
    pub form: MentionForm,
}

/// What the walk asks at every pronoun; the answer is kept in the memory. Learning the weights puts
/// its own question here.
pub(super) type Ask<'f> = dyn FnMut(Pronoun, Place, &Memory, Span) -> Option<usize> + 'f;

pub(super) struct Walk<'a> {
    pub document: &'a Document,
    pub segments: &'a Segments,
    pub terms: &'a Terms,
    pub owners: &'a [usize],
    pub cast: &'a [Actor],
}

/// Pronouns and descriptions in order.
pub(super) fn find(walk: &Walk) -> Vec<Reference> {
    let mut ask = |pronoun: Pronoun, here: Place, memory: &Memory, _: Span| {
        pronoun::settle(pronoun, here, memory, walk.cast)
    };
    walk.run(&mut ask)
}

impl Walk<'_> {
    pub(super) fn run(&self, ask: &mut Ask) -> Vec<Reference> {
        let mut found = Vec::new();
        let mut memory = Memory::default();
        let descriptions = Descriptions::of(self.document, self.segments, self.cast);
        let (mut name, mut quoted, mut block) = (0, false, u32::MAX);
        for (number, sentence) in self.segments.sentences.iter().enumerate() {
            if sentence.block != block {
                (quoted, block) = (false, sentence.block);
            }
            let mut leads = true;
            let mut token = sentence.tokens.start as usize;
            while token < sentence.tokens.end as usize {
                let span = self.segments.tokens[token];
                let word = self.document.slice(span);
                match word {
                    "“" | "``" => quoted = true,
                    "”" | "''" => quoted = false,
                    "\"" => quoted = !quoted,
                    _ => {}
                }
                while self.terms.forms.get(name).is_some_and(|form| form.span.end() <= span.start())
                {
                    name += 1;
                }
                let mut here = Place {
                    cluster: 0,
                    sentence: number as u32,
                    token: token as u32,
                    block,
                    subject: false,
                    owner: false,
                    leads,
                    pronoun: false,
                    tells: false,
                    quoted,
                };
                if let Some(form) =
                    self.terms.forms.get(name).filter(|form| form.span.overlaps(span))
                {
                    let (end, owner) = (form.span.end(), self.owners[name]);
                    let last = token
                        + self.segments.tokens[token..sentence.tokens.end as usize]
                            .iter()
                            .take_while(|span| span.start() < end)
                            .count();
                    if self.cast[owner].person {
                        memory.note(Place {
                            cluster: owner,
                            subject: self.subject(token, last, sentence),
                            owner: self.owns(last),
                            tells: self.tells(token, last),
                            ..here
                        });
                        leads = false;
                    }
                    name += 1;
                    token = last.max(token + 1);
                    continue;
                }
                if let Some(pronoun) = Pronoun::of(word) {
                    here.subject = pronoun.case == pronoun::Case::Subject;
                    let pronoun = self.possessive(pronoun, token);
                    if let Some(cluster) = ask(pronoun, here, &memory, span) {
                        memory.note(Place {
                            cluster,
                            pronoun: true,
                            owner: pronoun.case == pronoun::Case::Possessive,
                            ..here
                        });
                        found.push(Reference { span, cluster, form: MentionForm::Pronoun });
                        leads = false;
                    }
                } else if let Some((length, cluster)) = descriptions
                    .at(token, sentence)
                    .filter(|&(_, cluster)| memory.reaches(cluster, number as u32))
                {
                    let end = token + length;
                    memory.note(Place {
                        cluster,
                        subject: self.subject(token, end, sentence),
                        owner: self.owns(end),
                        tells: self.tells(token, end),
                        ..here
                    });
                    found.push(Reference {
                        span: span.cover(self.segments.tokens[end - 1]),
                        cluster,
                        form: MentionForm::Description,
                    });
                    leads = false;
                    token = end;
                    continue;
                }
                token += 1;
            }
        }
        found
    }

    fn word(&self, token: usize) -> &str {
        self.segments.tokens.get(token).map_or("", |&span| self.document.slice(span))
    }

    /// "her" is an object where no word follows that it could own.
    fn possessive(&self, pronoun: Pronoun, token: usize) -> Pronoun {
        let owns = self.word(token).eq_ignore_ascii_case("her")
            && self.word(token + 1).starts_with(char::is_alphabetic)
            && !is_link(self.word(token + 1));
        if owns { Pronoun { case: pronoun::Case::Possessive, ..pronoun } } else { pronoun }
    }

    /// "Ruiz said", "said Ruiz"
    fn tells(&self, first: usize, after: usize) -> bool {
        is_telling(self.word(after)) || first > 0 && is_telling(self.word(first - 1))
    }

    fn owns(&self, after: usize) -> bool {
        matches!(self.word(after), "'s" | "’s" | "'" | "’")
    }

    /// Not behind a preposition or a verb of telling, and a verb or a comma behind it.
    fn subject(&self, first: usize, after: usize, sentence: &Sentence) -> bool {
        let before = if first > sentence.tokens.start as usize { self.word(first - 1) } else { "" };
        let behind = self.word(after);
        !is_link(before)
            && !self.owns(after)
            && (is_verbal(behind)
                || behind == "," && first == sentence.tokens.start as usize
                || is_telling(before))
    }
}

/// Prepositions and what else parts a noun from what comes before.
fn is_link(word: &str) -> bool {
    matches!(
        word,
        "of" | "in"
            | "on"
            | "at"
            | "by"
            | "for"
            | "with"
            | "from"
            | "to"
            | "about"
            | "against"
            | "and"
            | "or"
            | "as"
            | "after"
            | "before"
            | "over"
            | "under"
            | "into"
            | "than"
            | "like"
            | "between"
            | "toward"
            | "towards"
            | "without"
            | "behind"
            | "during"
            | "that"
            | "when"
            | "if"
            | "because"
            | "while"
            | "but"
            | "until"
    )
}

fn is_telling(word: &str) -> bool {
    matches!(
        word,
        "said"
            | "says"
            | "added"
            | "asked"
            | "replied"
            | "explained"
            | "told"
            | "argued"
            | "warned"
            | "wrote"
            | "tweeted"
            | "insisted"
            | "noted"
    )
}

fn is_verbal(word: &str) -> bool {
    matches!(
        word,
        "is" | "was"
            | "has"
            | "had"
            | "will"
            | "would"
            | "can"
            | "could"
            | "may"
            | "might"
            | "did"
            | "does"
            | "should"
            | "must"
            | "said"
            | "told"
            | "says"
            | "made"
            | "took"
            | "went"
            | "came"
            | "became"
            | "began"
            | "won"
            | "lost"
            | "left"
            | "met"
            | "got"
            | "gave"
            | "found"
            | "saw"
            | "spoke"
            | "wrote"
            | "ran"
            | "led"
            | "held"
            | "who"
            | "also"
            | "never"
            | "then"
            | "now"
            | "later"
            | "grew"
            | "fell"
            | "felt"
            | "knew"
            | "thought"
            | "kept"
            | "put"
            | "set"
            | "sent"
            | "taught"
            | "paid"
            | "built"
            | "bought"
            | "brought"
            | "died"
            | "chose"
    ) || word.len() > 3 && word.ends_with("ed")
        || word.len() > 4
            && word.ends_with('s')
            && !word.ends_with("ss")
            && word.starts_with(char::is_lowercase)
}
