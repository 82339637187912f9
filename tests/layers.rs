//! The layers hold: a folder of `src` uses only the folders that its row of the table names, the
//! terminal is known to two folders, the database to one, and one prints. Reads the sources as
//! text; what stands behind `#[cfg(test)]` may print. Between the files of a folder, and between
//! the folders in it, no arrow leads back.

use modules::{Modules, circles};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

#[path = "layers/modules.rs"]
mod modules;

/// Folder, and what it may use of ours. Lowest first; the reasons are in ARCHITECTURE.md.
const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("annotation", &["text"]),
    ("analysis", &["text", "annotation"]),
    ("story", &["text", "annotation", "analysis"]),
    ("authority", &["text", "annotation", "analysis"]),
    ("audit", &["text", "annotation", "analysis"]),
    ("input", &["text", "annotation"]),
    ("query", &["text", "annotation"]),
    ("config", &["text"]),
    ("library", &["text", "annotation", "analysis", "story", "authority", "query", "config"]),
    ("page", &["text", "annotation"]),
    (
        "app",
        &["text", "annotation", "analysis", "story", "input", "query", "library", "page", "config"],
    ),
    ("view", &["app", "page", "library", "story", "annotation", "config", "text"]),
    ("net", &["text"]),
    ("export", &["text", "annotation", "analysis"]),
    // Services run without a screen, so they know nothing of the reader's state.
    (
        "service",
        &["text", "annotation", "analysis", "input", "query", "library", "config", "net", "export"],
    ),
    (
        "librarian",
        &[
            "text",
            "annotation",
            "analysis",
            "story",
            "input",
            "query",
            "library",
            "config",
            "app",
            "net",
            "service",
        ],
    ),
    (
        "runtime",
        &[
            "text",
            "annotation",
            "analysis",
            "story",
            "input",
            "query",
            "library",
            "page",
            "config",
            "app",
            "view",
            "net",
            "export",
            "service",
            "librarian",
        ],
    ),
    (
        "cli",
        &[
            "text",
            "annotation",
            "analysis",
            "story",
            "audit",
            "input",
            "query",
            "library",
            "page",
            "config",
            "app",
            "view",
            "net",
            "export",
            "service",
            "runtime",
        ],
    ),
];

/// Words that only some folders may hold.
const RESERVED: &[(&str, &[&str])] = &[
    ("ratatui::", &["view", "runtime"]),
    ("crossterm::", &["view", "runtime"]),
    ("rusqlite::", &["library"]),
    ("println!", &["cli"]),
    ("eprintln!", &["cli"]),
    ("print!", &["cli"]),
    ("eprint!", &["cli"]),
];

/// Files that start threads by themselves. Everywhere else a thread is one of `service/worker`, in
/// which a panic is contained and told. Threads of a scope are joined and pass a panic on.
const THREADS: &[(&str, &str)] = &[
    ("service/worker.rs", "the one kind of thread"),
    ("net/dial.rs", "must not know services; a panic ends its channel: the look-up failed"),
    ("service/fetch/mod.rs", "threads of a scope, in which each request is contained"),
];

#[test]
fn threads_are_started_where_a_panic_in_them_is_told() {
    let mut starting = BTreeSet::new();
    for (_, path, source) in sources() {
        let code = without_comments(&source);
        if ["thread::spawn", "thread::Builder"]
            .iter()
            .any(|word| without_tests(&code).contains(word))
        {
            starting.insert(path);
        }
    }
    let known = THREADS.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(starting, known, "threads belong to service/worker");
}

#[test]
fn every_folder_keeps_to_its_layer() {
    let mut wrong = Vec::new();
    let mut seen = BTreeSet::new();
    let sources = sources();
    let tests: BTreeSet<String> =
        sources.iter().flat_map(|(_, path, source)| test_modules(path, source)).collect();
    for (folder, path, source) in &sources {
        let is_test = tests.iter().any(|module| {
            *path == format!("{module}.rs") || path.starts_with(&format!("{module}/"))
        });
        wrong.extend(violations(folder, path, source, is_test));
        seen.insert(folder.clone());
    }
    let known: BTreeSet<String> = LAYERS.iter().map(|(folder, _)| (*folder).to_owned()).collect();
    assert_eq!(
        seen.difference(&known).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "folders without a row in the table"
    );
    wrong.extend(Modules::read(&sources).seen_through());
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_rule_catches_what_it_should() {
    let caught = |folder, source| violations(folder, "made_up.rs", source, false).len();
    assert_eq!(caught("text", "use crate::page::Row;"), 1);
    assert_eq!(caught("page", "use crate::{annotation::Layer, app::App, text::Span};"), 1);
    assert_eq!(caught("page", "use crate::{\n    text::{Document, Span},\n    view,\n};"), 1);
    assert_eq!(caught("analysis", "fn f() -> crate::library::Row { todo() }"), 1);
    assert_eq!(caught("app", "let buffer = ratatui::buffer::Buffer::empty(area);"), 1);
    assert_eq!(caught("service", "use crate::app::App;\nuse crate::runtime::Screen;"), 2);
    assert_eq!(caught("app", "use rusqlite::Connection;\nprintln!(\"x\");"), 2);
    assert_eq!(caught("page", "use crate::text::Span; // not crate::view"), 0);
    assert_eq!(caught("page", "//! Drawn by [`crate::view`].\nuse crate::page::Row;"), 0);
    assert_eq!(caught("page", "fn f() {}\nmod tests { fn g() { println!(); } }"), 1);
    assert_eq!(caught("page", "fn f() {}\n#[cfg(test)]\nmod tests { fn g() { println!(); } }"), 0);
    assert_eq!(caught("page", "#[cfg(test)]\nmod tests;\nfn f() { println!(); }"), 1);
    assert_eq!(
        test_modules("page/find/mod.rs", "mod scan;\n#[cfg(test)]\nmod tests;"),
        ["page/find/tests"]
    );
    assert_eq!(test_modules("page/find.rs", "#[cfg(test)]\npub mod sample;"), ["page/find/sample"]);
    assert_eq!(caught("view", "writeln!(f, \"blueprint!\")"), 0);
}

#[test]
fn no_file_of_a_folder_uses_one_that_uses_it() {
    let modules = Modules::read(&sources());
    let folders = modules.folders();
    assert!(folders.len() > LAYERS.len(), "folders inside folders were not read");
    let mut wrong = Vec::new();
    for folder in folders {
        for circle in circles(&modules.arrows(&folder)) {
            wrong.push(format!("{}: {}", folder.join("/"), circle.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_circle_is_seen_through_what_modules_give_on() {
    let source = |path: &str, code: &str| {
        let folder = path.split('/').next().unwrap_or_default().to_owned();
        (folder, path.to_owned(), code.to_owned())
    };
    let modules = Modules::read(&[
        source("a/mod.rs", "mod b;\nmod c;\nmod d;\npub use b::{Bread, Salt as Spice};"),
        source("a/b.rs", "use super::{c::{self, Cake}, d};"),
        source("a/c.rs", "fn f() -> crate::a::Spice { todo() }"),
        source("a/d/mod.rs", "use std::fmt;\n#[cfg(test)]\nmod tests { use crate::a::Bread; }"),
    ]);
    let arrows = modules.arrows(&["a".to_owned()]);
    assert_eq!(circles(&arrows), [["b", "c"]]);
    assert!(arrows["b"].contains("d") && arrows["d"].is_empty());
    assert_eq!(modules.home(&["a", "Spice"].map(str::to_owned)), ["a", "b"]);
}

#[test]
fn a_folder_is_seen_through_one_that_gives_on_what_it_holds() {
    let source =
        |folder: &str, code: &str| (folder.into(), format!("{folder}/mod.rs"), code.into());
    let modules = Modules::read(&[
        source("library", "pub struct Row;"),
        source("app", "pub use crate::library::Row;"),
        source("page", "use crate::text::Span;"),
        source("input", "use crate::app::Row;"),
        source("text", ""),
    ]);
    assert_eq!(modules.seen_through(), ["input: app::Row comes from library/"]);
}

/// Folder, path and text of every source file that lies in a folder of `src`, in order.
fn sources() -> Vec<(String, String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("src can be read").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && folder != root
            {
                let inner = path.strip_prefix(&root).expect("it lies in src");
                let layer = inner
                    .components()
                    .next()
                    .expect("a folder")
                    .as_os_str()
                    .to_string_lossy()
                    .into_owned();
                found.push((
                    layer,
                    inner.display().to_string(),
                    fs::read_to_string(&path).expect("a source file can be read"),
                ));
            }
        }
    }
    found.sort_unstable();
    found
}

/// The files, without their ending, of the modules that exist for tests only.
fn test_modules(path: &str, source: &str) -> Vec<String> {
    let code = without_comments(source);
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    let folder = stem.strip_suffix("/mod").unwrap_or(stem);
    let after = code.split("#[cfg(test)]").skip(1);
    let heads = after
        .filter_map(|rest| rest.split(['{', ';']).next())
        .filter_map(|head| head.split("mod ").nth(1));
    heads.map(|module| format!("{folder}/{}", module.trim())).collect()
}

fn violations(folder: &str, path: &str, source: &str, is_test: bool) -> Vec<String> {
    let code = without_comments(source);
    let allowed =
        LAYERS.iter().find(|(name, _)| *name == folder).map_or(&[][..], |(_, allowed)| allowed);
    let used = used_folders(&code)
        .into_iter()
        .filter(|used| used != folder && !allowed.contains(&used.as_str()));
    let known = used.filter(|used| LAYERS.iter().any(|(name, _)| name == used));
    let mut wrong: Vec<String> =
        known.map(|used| format!("{path}: {folder}/ must not use {used}/")).collect();
    let own = if is_test { "" } else { without_tests(&code) };
    for (word, folders) in RESERVED {
        if !folders.contains(&folder) && holds(own, word) {
            wrong.push(format!("{path}: {word} belongs to {}", folders.join(", ")));
        }
    }
    wrong
}

/// The source without `//` comments. A `//` in a string cuts its line off, which hides nothing that
/// the rules look for but what follows on the same line.
fn without_comments(source: &str) -> String {
    source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .collect::<Vec<_>>()
        .join("\n")
}

/// The source up to the tests that stand in it. `mod tests;` leads to another file and hides
/// nothing.
fn without_tests(code: &str) -> &str {
    let starts = code.match_indices("#[cfg(test)]");
    let inline = |at: usize| {
        code[at..].split(['{', ';']).next().is_some_and(|head| head.contains("mod "))
            && code[at..].find('{') < code[at..].find(';')
    };
    starts.map(|(at, _)| at).find(|&at| inline(at)).map_or(code, |at| &code[..at])
}

/// Does `word` stand in `code`, not as the end of a longer one?
fn holds(code: &str, word: &str) -> bool {
    code.match_indices(word)
        .any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// The names that follow `crate::`, in groups too.
fn used_folders(code: &str) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            used.extend(heads(group));
        } else {
            used.insert(name(rest));
        }
    }
    used
}

/// The first name of each member of a `{…}` group whose opening brace is gone.
fn heads(group: &str) -> Vec<String> {
    let (mut depth, mut fresh, mut heads) = (0, true, Vec::new());
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => fresh = true,
            _ if c.is_whitespace() => {}
            _ if fresh => {
                heads.push(name(&group[at..]));
                fresh = false;
            }
            _ => {}
        }
    }
    heads
}

fn name(code: &str) -> String {
    code.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}
