//! What is in the corpus, and how far two annotations agree.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::compare::{self, Agreement};
use super::marked::{ACTS, KINDS, Marked, SOURCES};

/// Tables in Markdown: by kind of article, by act, by source, by English.
pub(crate) fn table(articles: &[Marked]) -> String {
    let mut out = String::from(
        "| kind | articles | words | names | quotations | direct | mixed | indirect |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    let of =
        |kind: &str| articles.iter().filter(|article| article.kind == kind).collect::<Vec<_>>();
    let all: Vec<&Marked> = articles.iter().collect();
    for (kind, some) in KINDS.iter().map(|&kind| (kind, of(kind))).chain([("all", all)]) {
        let quotes = || some.iter().flat_map(|article| article.quotes.values());
        let how = |kind: &str| {
            quotes()
                .filter(|quote| quote.line.as_ref().is_some_and(|line| line.kind == kind))
                .count()
        };
        let _ = writeln!(
            out,
            "| {kind} | {} | {} | {} | {} | {} | {} | {} |",
            some.len(),
            some.iter().map(|article| article.text.split_whitespace().count()).sum::<usize>(),
            some.iter().map(|article| article.names.len()).sum::<usize>(),
            quotes().count(),
            how("direct"),
            how("mixed"),
            how("indirect"),
        );
    }
    let lines = || articles.iter().flat_map(|a| a.quotes.values()).filter_map(|q| q.line.as_ref());
    out.push_str(
        "\n| act | quotations | not said | possible | planned |\n| --- | --- | --- | --- | --- |\n",
    );
    for act in ACTS {
        let of = || lines().filter(|line| line.act == act);
        let _ = writeln!(
            out,
            "| {act} | {} | {} | {} | {} |",
            of().count(),
            of().filter(|line| line.not_said).count(),
            of().filter(|line| line.modality == "possible").count(),
            of().filter(|line| line.modality == "planned").count(),
        );
    }
    out.push_str("\n| source | quotations |\n| --- | --- |\n");
    for source in SOURCES {
        let count = lines().filter(|line| line.source == source).count();
        let _ = writeln!(out, "| {source} | {count} |");
    }
    let mut english: BTreeMap<&str, usize> = BTreeMap::new();
    for article in articles {
        *english.entry(&article.english).or_default() += 1;
    }
    out.push_str("\n| English | articles |\n| --- | --- |\n");
    for (english, count) in english {
        let _ = writeln!(out, "| {english} | {count} |");
    }
    out
}

/// F1 of what two annotations of the same texts mark, and how often what both mark is called the
/// same. Articles whose texts differ are named and left out.
pub(crate) fn agreement(first: &[Marked], second: &[Marked]) -> String {
    let mut out = String::new();
    let (mut spans, mut quotes) = <(Agreement, Agreement)>::default();
    let (mut kinds, mut entities, mut exact) = (0, 0, 0);
    let (mut how, mut acts, mut polarity, mut speakers, mut sources, mut articles) =
        (0, 0, 0, 0, 0, 0);
    for one in first {
        let Some(other) = second.iter().find(|other| other.id == one.id) else { continue };
        if one.text != other.text {
            let _ = writeln!(out, "{}: the texts differ", one.id);
            continue;
        }
        articles += 1;
        let (a, b) = (compare::names(one), compare::names(other));
        spans.first += a.len();
        spans.second += b.len();
        for name in &a {
            if let Some(same) = b.iter().find(|other| other.range == name.range) {
                spans.both += 1;
                kinds += usize::from(same.kind == name.kind);
                entities += usize::from(same.entity == name.entity);
            }
        }
        let (a, b) = (compare::quotes(one), compare::quotes(other));
        quotes.first += a.len();
        quotes.second += b.len();
        for (x, y) in compare::pairs(&a, &b) {
            let (x, y) = (&a[x], &b[y]);
            quotes.both += 1;
            exact += usize::from(compare::exact(&one.text, x, y));
            how += usize::from(x.kind == y.kind);
            acts += usize::from(x.act == y.act);
            polarity += usize::from(x.polarity == y.polarity);
            speakers += usize::from(compare::same_speaker(x, y));
            sources += usize::from(x.source == y.source);
        }
    }
    let share = |count: usize, of: usize| 100.0 * count as f64 / of.max(1) as f64;
    let _ = writeln!(out, "{articles} articles\n\n| what | agreement |\n| --- | --- |");
    let rows = [
        ("names, F1 of exact spans", spans.f1()),
        ("kind of a name that both mark", share(kinds, spans.both)),
        ("whose name it is", share(entities, spans.both)),
        ("quotations, F1 (at least half of the words shared)", quotes.f1()),
        ("exact extent of a quotation that both mark", share(exact, quotes.both)),
        ("direct, mixed or indirect", share(how, quotes.both)),
        ("act", share(acts, quotes.both)),
        ("said or not said", share(polarity, quotes.both)),
        ("speaker by name, or nobody", share(speakers, quotes.both)),
        ("kind of source", share(sources, quotes.both)),
    ];
    for (what, value) in rows {
        let _ = writeln!(out, "| {what} | {value:.1} |");
    }
    out
}
