//! Which module uses which: the paths that stand in the sources, seen through what modules give on
//! with `pub use`.

use super::{LAYERS, test_modules, without_comments, without_tests};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The modules of `src` by their paths (`app::library::room`), and what each gives on with `pub use`.
pub(crate) struct Modules {
    /// Path of each module, with the paths that stand in its code.
    used: BTreeMap<Vec<String>, Vec<Vec<String>>>,
    /// All modules and the folders they lie in.
    known: BTreeSet<Vec<String>>,
    /// Module and name, and what they stand for.
    given_on: BTreeMap<(Vec<String>, String), Vec<String>>,
}

impl Modules {
    pub(crate) fn read(sources: &[(String, String, String)]) -> Self {
        let modules: BTreeSet<Vec<String>> =
            sources.iter().map(|(_, path, _)| module_of(path)).collect();
        let tests: BTreeSet<Vec<String>> = sources
            .iter()
            .flat_map(|(_, path, source)| test_modules(path, source))
            .map(|module| module_of(&module))
            .collect();
        let known = modules
            .iter()
            .flat_map(|module| (1..=module.len()).map(|end| module[..end].to_vec()))
            .collect();
        let mut read = Self { used: BTreeMap::new(), known, given_on: BTreeMap::new() };
        for (_, path, source) in sources {
            let module = module_of(path);
            if tests.iter().any(|test| module.starts_with(test)) {
                continue;
            }
            let code = without_comments(source);
            let code = without_tests(&code);
            let mut used = Vec::new();
            for statement in uses(code) {
                for (name, path) in statement.paths {
                    let inner: Vec<String> = module.iter().chain(path.first()).cloned().collect();
                    let rooted = ["crate", "super", "self"].contains(&path[0].as_str());
                    if !rooted && !modules.contains(&inner) {
                        continue;
                    }
                    let path = absolute(&module, &path);
                    if !statement.given_on || is_used(code, &name) {
                        used.push(path.clone());
                    }
                    if statement.given_on {
                        read.given_on.insert((module.clone(), name), path);
                    }
                }
            }
            used.extend(in_line(code).iter().map(|path| absolute(&module, path)));
            read.used.insert(module, used);
        }
        read
    }

    /// The module in which the thing at the end of a path stands, seen through what modules give on.
    pub(crate) fn home(&self, path: &[String]) -> Vec<String> {
        let mut at: Vec<String> = Vec::new();
        let mut rest: VecDeque<String> = path.to_vec().into();
        // What is given on in a ring leads nowhere.
        for _ in 0..100 {
            let Some(name) = rest.pop_front() else { break };
            let all = self.given_on.get(&(at.clone(), "*".to_owned()));
            at.push(name.clone());
            if self.known.contains(&at) {
                continue;
            }
            at.pop();
            match self.given_on.get(&(at.clone(), name.clone())) {
                Some(target) => {
                    rest = target.iter().cloned().chain(rest).collect();
                    at.clear();
                }
                None => match all {
                    Some(target) => {
                        rest = target.iter().cloned().chain([name]).chain(rest).collect();
                        at.clear();
                    }
                    None => break,
                },
            }
        }
        at
    }

    /// What modules use of folders that their own must not use, though they name another folder
    /// that gives it on.
    pub(crate) fn seen_through(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (module, used) in &self.used {
            let allowed = LAYERS.iter().find(|(name, _)| *name == module[0]);
            for path in used {
                let home = self.home(path);
                let Some(folder) = home.first().filter(|folder| **folder != module[0]) else {
                    continue;
                };
                if allowed.is_some_and(|(_, allowed)| !allowed.contains(&folder.as_str())) {
                    let (from, what) = (module.join("/"), path.join("::"));
                    wrong.push(format!("{from}: {what} comes from {folder}/"));
                }
            }
        }
        wrong
    }

    /// Of the modules that lie in `folder`, which uses which. The code of a folder's `mod.rs` is a
    /// module beside those that lie in it.
    pub(crate) fn arrows(&self, folder: &[String]) -> BTreeMap<String, BTreeSet<String>> {
        let inside = |path: &[String]| {
            path.strip_prefix(folder)
                .map(|rest| rest.first().map_or("mod", String::as_str).to_owned())
        };
        let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (module, used) in &self.used {
            let Some(from) = inside(module) else { continue };
            let to = used.iter().filter_map(|path| inside(&self.home(path)));
            arrows.entry(from.clone()).or_default().extend(to.filter(|to| *to != from));
        }
        arrows
    }

    /// The folders that hold modules.
    pub(crate) fn folders(&self) -> BTreeSet<Vec<String>> {
        self.used
            .keys()
            .filter(|module| module.len() > 1)
            .map(|module| module[..module.len() - 1].to_vec())
            .collect()
    }
}

/// Modules that reach each other by their arrows, in groups.
pub(crate) fn circles(arrows: &BTreeMap<String, BTreeSet<String>>) -> Vec<Vec<String>> {
    let reached = |from: &String| {
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut open = vec![from.clone()];
        while let Some(at) = open.pop() {
            let next = arrows.get(&at).into_iter().flatten();
            open.extend(next.filter(|to| seen.insert((*to).clone())).cloned());
        }
        seen
    };
    let reach: BTreeMap<&String, BTreeSet<String>> =
        arrows.keys().map(|from| (from, reached(from))).collect();
    let mut groups: Vec<Vec<String>> = Vec::new();
    for from in arrows.keys().filter(|from| reach[from].contains(*from)) {
        if !groups.iter().any(|group| group.contains(from)) {
            let back = |to: &&String| reach.get(*to).is_some_and(|reach| reach.contains(from));
            groups.push(reach[from].iter().filter(back).cloned().collect());
        }
    }
    groups
}

/// The path of a module by that of its file.
fn module_of(path: &str) -> Vec<String> {
    let stem = path.strip_suffix(".rs").unwrap_or(path);
    stem.strip_suffix("/mod").unwrap_or(stem).split('/').map(str::to_owned).collect()
}

/// A `use` with the names it makes and the paths they stand for.
struct Use {
    given_on: bool,
    paths: Vec<(String, Vec<String>)>,
}

/// The `use` statements of a source.
fn uses(code: &str) -> Vec<Use> {
    let starts = code.match_indices("use ").filter(|(at, _)| {
        let line = code[..*at].rsplit(['\n', ';', '{', '}']).next().unwrap_or_default().trim();
        line.is_empty() || line.starts_with("pub")
    });
    starts
        .map(|(at, _)| {
            let line = code[..at].rsplit(['\n', ';', '{', '}']).next().unwrap_or_default();
            let tree = code[at + 4..].split(';').next().unwrap_or_default();
            let mut paths = Vec::new();
            branches(tree, &[], &mut paths);
            Use { given_on: line.contains("pub"), paths }
        })
        .collect()
}

/// The paths of a tree such as `a::{b, c as d, e::{self, f}}`, each with the name it makes.
fn branches(tree: &str, stem: &[String], paths: &mut Vec<(String, Vec<String>)>) {
    let tree = tree.trim();
    if let Some((head, group)) = tree.split_once('{') {
        let names = head.split("::").map(str::trim).filter(|name| !name.is_empty());
        let stem: Vec<String> = stem.iter().cloned().chain(names.map(str::to_owned)).collect();
        let (mut depth, mut start) = (0_u32, 0);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if depth == 0 => {
                    branches(&group[start..at], &stem, paths);
                    return;
                }
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    branches(&group[start..at], &stem, paths);
                    start = at + 1;
                }
                _ => {}
            }
        }
        return;
    }
    let (path, made) = tree.split_once(" as ").unwrap_or((tree, ""));
    let names = path.split("::").map(str::trim).filter(|name| !name.is_empty() && *name != "self");
    let own = tree.starts_with("self::").then(|| "self".to_owned());
    let path: Vec<String> =
        stem.iter().cloned().chain(own).chain(names.map(str::to_owned)).collect();
    if let Some(last) = path.last().filter(|_| !tree.is_empty()) {
        let made = if made.is_empty() { last.clone() } else { made.trim().to_owned() };
        paths.push((made, path));
    }
}

/// Whether a module uses the name itself that it gives on.
fn is_used(code: &str, name: &str) -> bool {
    let of_name = |c: char| c.is_alphanumeric() || c == '_';
    let whole =
        |at: usize| !code[..at].ends_with(of_name) && !code[at + name.len()..].starts_with(of_name);
    code.match_indices(name).filter(|(at, _)| whole(*at)).count() > 1
}

/// Paths from `crate`, `super` or `self` that stand in the code itself.
fn in_line(code: &str) -> Vec<Vec<String>> {
    let mut paths = Vec::new();
    for root in ["crate::", "super::", "self::"] {
        for (at, _) in code.match_indices(root) {
            let before = &code[..at];
            let longer = before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':');
            let line = before.rsplit(';').next().unwrap_or_default();
            let of_use = line.rsplit(['\n', '}']).any(|line| line.trim().starts_with("use "))
                || line.rsplit('\n').next().is_some_and(|line| line.contains("use "));
            if longer || of_use || before.ends_with("in ") || before.ends_with("pub(") {
                continue;
            }
            let end = code[at..]
                .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == ':'))
                .unwrap_or(code.len() - at);
            let names = code[at..at + end].split("::").filter(|name| !name.is_empty());
            paths.push(names.map(str::to_owned).collect());
        }
    }
    paths
}

/// A path of a module's code from the root of the crate.
fn absolute(module: &[String], path: &[String]) -> Vec<String> {
    let mut at: Vec<String> = module.to_vec();
    let mut rest = path;
    if let Some((first, more)) = path.split_first() {
        match first.as_str() {
            "crate" => (at, rest) = (Vec::new(), more),
            "self" => rest = more,
            _ => {}
        }
    }
    while let Some(("super", more)) = rest.split_first().map(|(name, more)| (name.as_str(), more)) {
        at.pop();
        rest = more;
    }
    at.extend(rest.iter().cloned());
    at
}
