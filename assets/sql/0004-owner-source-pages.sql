-- The feed that gave a text. Where an article is in several feeds, the wording of the others is no edit of it.
ALTER TABLE body ADD COLUMN feed_id INTEGER;

-- What an article comes from is called as its feed is; where it is in none, by its host.
UPDATE article SET source = coalesce(
    (SELECT coalesce(nullif(own_title, ''), nullif(title, '')) FROM item JOIN feed ON feed.id = feed_id WHERE article_id = article.id ORDER BY feed_id LIMIT 1), source);
DROP INDEX article_source;
CREATE INDEX article_source ON article (source, at DESC, id DESC);

-- Pages to be asked for the full text of an article whose feed only teases.
CREATE TABLE wanted_page (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    feed_id INTEGER NOT NULL,
    due INTEGER NOT NULL,                           -- not before
    tries INTEGER NOT NULL DEFAULT 0                -- that failed
);
CREATE INDEX wanted_page_due ON wanted_page (feed_id, due);
