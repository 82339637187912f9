//! What is shown beside the prose, its title, credits, ways elsewhere and struck words, names nobody.

use dateline::analysis::{Context, analyze};
use dateline::annotation::Article;
use dateline::input::{Hints, Kind, read};

fn article(markdown: &str) -> Article {
    let hints = Hints { kind: Some(Kind::Markdown), ..Hints::default() };
    read(markdown.as_bytes().to_vec(), &hints).expect("Markdown")
}

fn entities(markdown: &str) -> Vec<String> {
    let article = article(markdown);
    let context = Context { language: Some("en".into()), ..Context::of(&article) };
    let analysis = analyze(&article.document, &context);
    analysis.entities.iter().map(|entity| entity.name.clone()).collect()
}

#[test]
fn a_title_in_capitals_shows_only_whom_the_prose_names() {
    let found = entities(
        "# Standard Holm Promise Falls Flat As Harbour Reels\n\nThe harbour is closed, \
         Mayor Karin Holm said on Monday. Nobody was hurt in the storm.",
    );
    assert_eq!(found, ["Karin Holm"]);
}

#[test]
fn the_photographer_is_not_in_the_story() {
    for caption in [
        "Karin Holm at the quay. Photo: James Tarrant/Coast News",
        "Karin Holm at the quay. James Tarrant/Getty Images",
        "Karin Holm at the quay (James Tarrant)",
        "Photo by James Tarrant",
        "Photograph: James Tarrant",
    ] {
        let text = format!(
            "# The quay is closed\n\n{caption}\n\nMayor Karin Holm said on Monday that the \
             quay was closed. She did not say for how long."
        );
        // a caption is a block of its own kind in pages only
        let page = format!(
            "<html><body><article><h1>The quay is closed</h1><figure><img src=a.jpg>\
             <figcaption>{caption}</figcaption></figure><p>Mayor Karin Holm said on Monday \
             that the quay was closed after the storm had torn two boats from their \
             moorings.</p><p>She did not say for how long the quay would be closed, and no \
             ship was let in.</p></article></body></html>"
        );
        let hints = Hints { kind: Some(Kind::Html), ..Hints::default() };
        let article = read(page.into_bytes(), &hints).expect("a page");
        let context = Context { language: Some("en".into()), ..Context::of(&article) };
        let found = analyze(&article.document, &context).entities;
        let found: Vec<&str> = found.iter().map(|entity| entity.name.as_str()).collect();
        assert_eq!(found, ["Karin Holm"], "{caption}: {text}");
    }
}

#[test]
fn lines_that_lead_elsewhere_bring_nobody_in() {
    let found = entities(
        "Mayor Karin Holm said on Monday that the quay was closed.\n\nRelated: Peter Okoro \
         Wins Seat In Skellan\n\nTags: Skellan, Peter Okoro, Karin Holm",
    );
    assert_eq!(found, ["Karin Holm"]);
}

#[test]
fn words_struck_out_name_nobody_and_count_nothing() {
    let found =
        entities("~~Peter Okoro~~ Karin Holm leads the council of the town. The water is H~2~O.");
    assert_eq!(found, ["Karin Holm"]);
}

#[test]
fn a_list_of_links_names_nobody_and_says_nothing() {
    let prose = "Mayor Karin Holm said on Monday that the quay was closed.\n\n";
    let found = entities(&format!(
        "{prose}- [Peter Okoro wins a seat](https://a.example/1)\n- [Ana Ruiz said that the bay is \
         clean](https://a.example/2)\n"
    ));
    assert_eq!(found, ["Karin Holm"]);
    // An item with words of its own, and one that stands alone, are prose.
    let found = entities(&format!(
        "{prose}- Peter Okoro came late, [says the paper](https://a.example/1), and left early.\n"
    ));
    assert_eq!(found.len(), 2, "{found:?}");
}
