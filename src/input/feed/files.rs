//! The files of an item: each once, also where it comes in several sizes.
//!
//! Media RSS puts what is "effectively the same content" in a `media:group`. Outside of groups a
//! picture is the same in another size where its address differs in nothing but the size.

use url::Url;

use super::model::Enclosure;

/// No more are kept of one item,
const MOST: usize = 100;
/// nor more looked at.
const OFFERED: usize = 1000;

/// A file as an item names it.
#[derive(Clone, Debug, Default)]
pub(super) struct File {
    pub enclosure: Enclosure,
    /// "image", where the feed says so.
    pub medium: Option<String>,
    /// The number of the `media:group` that it stands in.
    pub group: Option<usize>,
    pub width: u32,
    pub is_default: bool,
}

/// The files that an item was given so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Files {
    /// With the address of a picture without its size.
    kept: Vec<(File, Option<String>)>,
    offered: usize,
}

impl Files {
    /// Adds one; of two that are one the better stays, in the place of the first.
    pub(super) fn add(&mut self, file: File) {
        self.offered += 1;
        if self.offered > OFFERED {
            return;
        }
        let sizeless =
            (file.kind() == "image").then(|| without_size(&file.enclosure.url)).flatten();
        let alike = self.kept.iter().position(|(other, known)| {
            other.enclosure.url == file.enclosure.url
                || other.kind() == file.kind()
                    && (file.group.is_some() && file.group == other.group
                        || sizeless.is_some() && sizeless == *known)
        });
        let Some(alike) = alike else {
            if self.kept.len() < MOST {
                self.kept.push((file, sizeless));
            }
            return;
        };
        let (known, _) = &mut self.kept[alike];
        if known.enclosure.url == file.enclosure.url {
            let (known, new) = (&mut known.enclosure, file.enclosure);
            known.media_type = known.media_type.take().or(new.media_type);
            known.length = known.length.or(new.length);
        } else if file.rank() > known.rank() {
            self.kept[alike] = (file, sizeless);
        }
    }

    pub(super) fn finish(self) -> Vec<Enclosure> {
        self.kept.into_iter().map(|(file, _)| file.enclosure).collect()
    }
}

impl File {
    /// "image" of "image/jpeg", of the medium, or of the ending.
    fn kind(&self) -> &str {
        let of_type = self.enclosure.media_type.as_deref().and_then(|kind| kind.split('/').next());
        if let Some(kind) = of_type.or(self.medium.as_deref()) {
            return kind;
        }
        let path = self.enclosure.url.split(['?', '#']).next().unwrap_or_default();
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        if PICTURES.contains(&ending.as_str()) { "image" } else { "" }
    }

    fn rank(&self) -> (bool, u32, u64) {
        let told = size_told(&self.enclosure.url);
        (self.is_default, self.width.max(told), self.enclosure.length.unwrap_or(0))
    }
}

const PICTURES: [&str; 7] = ["jpg", "jpeg", "png", "gif", "webp", "avif", "svg"];
/// Parameters of an address that ask for a size or quality of a picture.
const SIZES: [&str; 17] = [
    "w", "h", "width", "height", "size", "sz", "resize", "fit", "crop", "quality", "q", "dpr", "s",
    "auto", "format", "strip", "ssl",
];

/// A picture's address without what asks for a size: `?w=300`, `-300x200.jpg`, `/s320/`,
/// `/300x200/`.
fn without_size(address: &str) -> Option<String> {
    let mut url = Url::parse(address).ok()?;
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !SIZES.contains(&name.to_ascii_lowercase().as_str()))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    url.query_pairs_mut().clear().extend_pairs(kept);
    let path: Vec<String> = url.path().split('/').map(unsized_segment).collect();
    url.set_path(&path.join("/"));
    Some(url.into())
}

fn unsized_segment(segment: &str) -> String {
    if size_of_segment(segment).is_some() {
        return String::new();
    }
    let (name, ending) = segment.rsplit_once('.').unwrap_or((segment, ""));
    match name.rsplit_once(['-', '_']) {
        Some((name, size)) if by(size).is_some() => format!("{name}.{ending}"),
        _ => segment.to_owned(),
    }
}

/// The width in "300x200".
fn by(size: &str) -> Option<u32> {
    let (width, height) = size.split_once('x')?;
    let is_number = |part: &str| {
        (2..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    (is_number(width) && is_number(height)).then(|| width.parse().ok()).flatten()
}

/// The width in a part of a path that says nothing else: "300x200", "s320", "w640-h480".
fn size_of_segment(segment: &str) -> Option<u32> {
    let number = |part: &str| -> Option<u32> {
        let digits = part.trim_end_matches("-c");
        (digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| digits.parse().ok())
            .flatten()
    };
    by(segment)
        .or_else(|| number(segment.strip_prefix('s')?))
        .or_else(|| number(segment.strip_prefix('w')?.split_once("-h")?.0))
}

/// The width that a picture's address asks for; 0 where it asks for none.
fn size_told(address: &str) -> u32 {
    let Ok(url) = Url::parse(address) else { return 0 };
    let asked = url
        .query_pairs()
        .filter(|(name, _)| matches!(name.as_ref(), "w" | "width" | "size" | "resize" | "fit"))
        .filter_map(|(_, value)| value.split([',', 'x']).next()?.parse().ok());
    let in_path = url.path().split('/').filter_map(|segment| {
        let name = segment.rsplit_once('.').map_or(segment, |(name, _)| name);
        size_of_segment(segment).or_else(|| by(name.rsplit_once(['-', '_'])?.1))
    });
    asked.chain(in_path).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Enclosure, File, Files};

    fn kept(files: &[(&str, Option<usize>, u32)]) -> Vec<String> {
        let mut all = Files::default();
        for (url, group, width) in files {
            all.add(File {
                enclosure: Enclosure { url: (*url).into(), ..Enclosure::default() },
                group: *group,
                width: *width,
                ..File::default()
            });
        }
        all.finish().into_iter().map(|file| file.url).collect()
    }

    #[test]
    fn a_picture_in_several_sizes_is_the_largest_of_them() {
        for [small, large] in [
            ["http://a.example/pier.jpg?w=140&q=5", "http://a.example/pier.jpg?w=1200"],
            ["http://a.example/pier-150x150.jpg", "http://a.example/pier-1024x768.jpg"],
            ["http://a.example/s320/pier.png", "http://a.example/s1600/pier.png"],
            ["http://a.example/300x200/pier.webp", "http://a.example/900x600/pier.webp"],
        ] {
            assert_eq!(kept(&[(small, None, 0), (large, None, 0)]), [large]);
            assert_eq!(kept(&[(large, None, 0), (small, None, 0)]), [large]);
        }
        let (one, two) = ("http://a.example/1/a.jpg", "http://a.example/2/b.jpg");
        assert_eq!(kept(&[(one, Some(1), 200), (two, Some(1), 800)]), [two]);
    }

    #[test]
    fn other_pictures_and_other_files_stay_apart() {
        let apart = [
            ("http://a.example/2026/01/pier.jpg", None, 0),
            ("http://a.example/2026/02/pier.jpg", None, 0),
            ("http://a.example/pier-2.jpg", None, 0),
            ("http://a.example/show.mp3?size=1", None, 0),
            ("http://a.example/show.mp3?size=2", None, 0),
            ("http://a.example/show.mp4", Some(1), 0),
            ("http://a.example/show.jpg", Some(1), 0),
        ];
        assert_eq!(kept(&apart).len(), apart.len());
    }
}
