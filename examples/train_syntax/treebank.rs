//! Sentences of a treebank in CoNLL-U.

use std::path::{Path, PathBuf};

use dateline::analysis::syntax::{Penn, Pos, ROOT, Relation, Tag};

/// One sentence with its gold analysis. All lists have one entry a token.
#[derive(Clone, Default)]
pub(crate) struct Sentence {
    pub forms: Vec<String>,
    pub tags: Vec<Tag>,
    pub heads: Vec<u32>,
    pub relations: Vec<Relation>,
    /// Does the next token follow without a space?
    pub joined: Vec<bool>,
}

impl Sentence {
    pub(crate) fn len(&self) -> usize {
        self.forms.len()
    }
}

/// The sentences of a file.
pub(crate) fn read(path: &Path) -> Result<Vec<Sentence>, Box<dyn std::error::Error>> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut sentences = vec![Sentence::default()];
    // Until this token of a multiword token no spaces follow.
    let mut together = 0;
    for line in text.lines() {
        if line.is_empty() {
            sentences.push(Sentence::default());
            together = 0;
            continue;
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let &[number, form, _, pos, penn, _, head, relation, _, misc] = fields.as_slice() else {
            continue;
        };
        if let Some((_, last)) = number.split_once('-') {
            together = last.parse().unwrap_or(0);
        }
        let (Ok(number), Ok(head)) = (number.parse::<u32>(), head.parse::<u32>()) else { continue };
        let Some(sentence) = sentences.last_mut() else { continue };
        sentence.forms.push(form.to_owned());
        sentence.tags.push(Tag::new(
            Pos::from_name(pos).unwrap_or(Pos::X),
            Penn::from_name(penn).unwrap_or(Penn::Fw),
        ));
        sentence.heads.push(head.checked_sub(1).unwrap_or(ROOT));
        sentence.relations.push(Relation::of(relation));
        sentence.joined.push(misc.contains("SpaceAfter=No") || number < together);
    }
    sentences.retain(|sentence| sentence.len() > 0);
    Ok(sentences)
}

/// The `.conllu` files of a folder by name.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn std::error::Error>> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "conllu"));
    files.sort();
    Ok(files)
}

/// Words with their Penn tags out of a table `word, tag, …` with one token a line.
pub(crate) fn read_words(path: &Path) -> Result<Vec<(String, Penn)>, Box<dyn std::error::Error>> {
    let text =
        std::fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let token = |line: &str| {
        let mut fields = line.split('\t');
        Some((fields.next()?.to_owned(), Penn::from_name(fields.next()?)?))
    };
    Ok(text.lines().filter_map(token).collect())
}

/// The same sentence as the program's own segments cut it: words with hyphens in one piece
/// (treebanks write `well - known`).
pub(crate) fn with_whole_words(sentence: &Sentence) -> Sentence {
    let count = sentence.len();
    // The first token of the word that each token belongs to.
    let mut first: Vec<usize> = (0..count).collect();
    for index in 1..count.saturating_sub(1) {
        let hyphen = sentence.tags[index].penn == Penn::Hyphen
            && sentence.joined[index - 1]
            && sentence.joined[index];
        if hyphen
            && sentence.forms[index - 1].ends_with(char::is_alphanumeric)
            && sentence.forms[index + 1].starts_with(char::is_alphanumeric)
        {
            first[index] = first[index - 1];
            first[index + 1] = first[index - 1];
        }
    }
    let mut whole = Sentence::default();
    let mut place = vec![0u32; count];
    let mut start = 0;
    let mut heads = Vec::new();
    while start < count {
        let end = (start..count).find(|&index| first[index] != start).unwrap_or(count);
        let outward: Vec<usize> = (start..end)
            .filter(|&index| {
                sentence.heads[index] == ROOT
                    || !(start..end).contains(&(sentence.heads[index] as usize))
            })
            .collect();
        let pieces: Vec<std::ops::Range<usize>> = if outward.len() == 1 {
            vec![start..end]
        } else {
            (start..end).map(|index| index..index + 1).collect()
        };
        for piece in pieces {
            let head =
                outward.iter().copied().find(|index| piece.contains(index)).unwrap_or(piece.start);
            place[piece.clone()].fill(whole.len() as u32);
            whole.forms.push(sentence.forms[piece.clone()].concat());
            whole.tags.push(if piece.len() > 1 {
                tag_of_whole(sentence, piece.clone(), head)
            } else {
                sentence.tags[head]
            });
            whole.relations.push(sentence.relations[head]);
            whole.joined.push(sentence.joined[piece.end - 1]);
            heads.push(sentence.heads[head]);
        }
        start = end;
    }
    whole.heads = heads
        .into_iter()
        .map(|head| if head == ROOT { ROOT } else { place[head as usize] })
        .collect();
    whole
}

fn tag_of_whole(sentence: &Sentence, piece: std::ops::Range<usize>, head: usize) -> Tag {
    if sentence.tags[piece]
        .iter()
        .all(|tag| matches!(tag.penn, Penn::Nnp | Penn::Nnps | Penn::Hyphen | Penn::Cd))
    {
        sentence.tags[head]
    } else if sentence.relations[head] == Relation::Amod {
        Tag::new(Pos::Adj, Penn::Jj)
    } else {
        sentence.tags[head]
    }
}
