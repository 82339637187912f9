//! Made-up prose: 60 % summaries of 60 words, 30 % of 350, 10 % of 900.

const SYLLABLES: [&str; 24] = [
    "ba", "de", "fi", "go", "ka", "le", "mi", "no", "pa", "re", "si", "to", "va", "we", "zan",
    "tor", "lin", "mar", "ten", "sol", "ver", "nal", "ist", "er",
];

pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % limit.max(1)
    }
}

pub(crate) struct Words(Vec<String>);

impl Words {
    pub(crate) fn new() -> Self {
        let mut random = Random(1);
        Self(
            (0..20_000)
                .map(|_| {
                    (0..=random.below(4))
                        .map(|_| SYLLABLES[random.below(SYLLABLES.len())])
                        .collect()
                })
                .collect(),
        )
    }

    /// Two uniform numbers multiplied: roughly as words are spread in prose.
    fn one(&self, random: &mut Random) -> &str {
        &self.0[random.below(self.0.len()) * random.below(self.0.len()) / self.0.len()]
    }

    /// A feed of so many items, and how many bytes of text they have.
    pub(crate) fn feed(&self, feed: usize, items: usize, round: usize) -> (String, usize) {
        let mut random = Random((feed * 31 + round + 7) as u64);
        let (mut body, mut text) = (
            format!(
                "<rss version=\"2.0\"><channel><title>Feed {feed}</title><link>https://site{feed}.example/</link>"
            ),
            0,
        );
        for item in 0..items {
            let length = match random.below(10) {
                0..6 => 1,
                6..9 => 6,
                _ => 15,
            };
            let title = format!(
                "{} {} {} {feed}/{round}/{item}",
                self.one(&mut random),
                self.one(&mut random),
                self.one(&mut random)
            );
            let day = 28 - (item * 27 / items.max(1));
            body.push_str(&format!(
                "<item><title>{title}</title><guid isPermaLink=\"false\">{feed}-{round}-{item}</guid><link>https://site{feed}.example/{round}/{item}</link>\
                 <pubDate>{day:02} Feb 2026 {:02}:{:02}:00 GMT</pubDate><description>",
                feed % 24,
                item % 60
            ));
            text += title.len();
            for _ in 0..length {
                let paragraph =
                    (0..60).map(|_| self.one(&mut random)).collect::<Vec<_>>().join(" ");
                text += paragraph.len();
                body.push_str(&format!("&lt;p&gt;{paragraph}&lt;/p&gt;"));
            }
            body.push_str("</description></item>");
        }
        body.push_str("</channel></rss>");
        (body, text)
    }
}
