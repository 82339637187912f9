//! A list in OPML into the library: folders, feeds, further places of feeds.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};

use jiff::Timestamp;

use super::import_lists::{Count, first_position};
use super::lines::shortened;
use super::outline::{OPML_HEAD, add_tags, frame, framed, is_web, json, subscription};
use crate::input::opml::{Opml, Outline};
use crate::input::source::without_credentials;
use crate::library::{FeedId, FeedPlace, FolderId, FolderRow, Library, LibraryError, Subscription};

pub(super) fn import_opml(library: &mut Library, opml: &Opml) -> Result<Count, LibraryError> {
    let before = library.kept(OPML_HEAD)?.map(|kept| framed(&kept)).unwrap_or_default();
    library.keep(OPML_HEAD, Some(&frame(opml, &before)))?;
    let mut list = List { next: first_position(library)?, ..List::default() };
    list.lay_out(library, opml)?;
    list.subscribe(library)
}

/// A feed in a folder.
type Place = (FeedId, Option<FolderId>);

/// A list on its way in. Feeds and folders are counted together, so that they come out in their
/// order.
#[derive(Default)]
struct List {
    next: i64,
    feeds: Vec<Subscription>,
    /// Folders that were there before and were not met yet, by the folder they lie in and their
    /// name.
    folders: HashMap<(Option<FolderId>, String), VecDeque<FolderId>>,
    count: Count,
}

impl List {
    /// Makes the folders and collects the feeds.
    fn lay_out(&mut self, library: &mut Library, opml: &Opml) -> Result<(), LibraryError> {
        let mut walk: Vec<(std::slice::Iter<'_, Outline>, Option<FolderId>)> =
            vec![(opml.outlines.iter(), None)];
        while let Some((siblings, folder)) = walk.last_mut() {
            let folder = *folder;
            let Some(outline) = siblings.next() else {
                walk.pop();
                continue;
            };
            self.next += 1;
            if let Some(url) = outline.url() {
                say_filter(outline, url);
                self.feeds.push(Subscription { folder, ..subscription(outline, url, self.next) });
            }
            if outline.url().is_none() || !outline.children.is_empty() {
                walk.push((outline.children.iter(), Some(self.folder(library, folder, outline)?)));
            }
        }
        Ok(())
    }

    /// The folder of an outline. What lies in a feed lies in a folder that names the feed: the two
    /// are one outline when they go out.
    fn folder(
        &mut self,
        library: &mut Library,
        parent: Option<FolderId>,
        outline: &Outline,
    ) -> Result<FolderId, LibraryError> {
        let attributes = match outline.url() {
            Some(url) => json(&vec![("xmlUrl".to_owned(), url.to_owned())], &[]),
            None => json(&outline.attributes, &[]),
        };
        let title = outline.folder_name().unwrap_or_default().to_owned();
        let there = match self.folders.entry((parent, title.clone())) {
            Entry::Occupied(there) => there.into_mut(),
            Entry::Vacant(unmet) => unmet.insert(library.folders_named(parent, &title)?.into()),
        };
        match there.pop_front() {
            Some(folder) => Ok(folder),
            None => library.add_folder(&FolderRow {
                id: FolderId(0),
                parent,
                title,
                position: self.next,
                attributes,
            }),
        }
    }

    fn subscribe(mut self, library: &mut Library) -> Result<Count, LibraryError> {
        self.share_tags();
        let known = library.feeds()?;
        let at_home = known.iter().map(|row| (row.id, row.subscription.folder));
        let further = library.feed_places()?.into_iter().map(|place| (place.feed, place.folder));
        let mut there: HashMap<Place, usize> = HashMap::new();
        at_home.chain(further).for_each(|place| *there.entry(place).or_default() += 1);
        let known: HashSet<FeedId> = known.iter().map(|row| row.id).collect();
        let mut listed: HashMap<Place, usize> = HashMap::new();
        for (feed, (id, is_new)) in
            self.feeds.iter().zip(library.add_feeds(&self.feeds, Timestamp::now())?)
        {
            let there = there.entry((id, feed.folder)).or_default();
            let listed = listed.entry((id, feed.folder)).or_default();
            *listed += 1;
            let is_further = !is_new && *listed > *there;
            if is_further {
                library.add_feed_place(&FeedPlace {
                    feed: id,
                    folder: feed.folder,
                    position: feed.position,
                    attributes: feed.attributes.clone(),
                })?;
            }
            *there = (*there).max(*listed);
            let is_changed = known.contains(&id) && (tag(library, id, &feed.tags)? || is_further);
            self.count.line(&feed.url, is_web(&feed.url), is_new, is_changed);
        }
        Ok(self.count)
    }

    /// A feed that is listed several times has the tags of all its places.
    fn share_tags(&mut self) {
        let mut tags: HashMap<String, Vec<String>> = HashMap::new();
        for feed in &self.feeds {
            add_tags(
                tags.entry(feed.url.clone()).or_default(),
                feed.tags.iter().map(String::as_str),
            );
        }
        for feed in &mut self.feeds {
            feed.tags.clone_from(&tags[&feed.url]);
        }
    }
}

/// Gives a feed that was known further tags; answers whether it lacked any.
fn tag(library: &mut Library, id: FeedId, tags: &[String]) -> Result<bool, LibraryError> {
    library.change_feed(id, |subscription| {
        add_tags(&mut subscription.tags, tags.iter().map(String::as_str));
    })
}

fn say_filter(outline: &Outline, url: &str) {
    if outline
        .attributes
        .iter()
        .any(|(name, value)| name.to_lowercase().ends_with("filtercmd") && !value.is_empty())
    {
        eprintln!(
            "hint: a filter command of {} is kept but never run",
            shortened(&without_credentials(url), 100)
        );
    }
}
