-- Numbers are never used again: what was kept about a row that is gone is never taken for another's. The form of the rows stays as it is, so only
-- the words of the schema change (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
CREATE TABLE first_number (id INTEGER PRIMARY KEY AUTOINCREMENT);
DROP TABLE first_number;
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'folder', coalesce(max(id), 0) FROM folder UNION ALL SELECT 'feed', coalesce(max(id), 0) FROM feed
    UNION ALL SELECT 'tag', coalesce(max(id), 0) FROM tag UNION ALL SELECT 'article', coalesce(max(id), 0) FROM article
    UNION ALL SELECT 'body', coalesce(max(id), 0) FROM body UNION ALL SELECT 'reading', coalesce(max(id), 0) FROM reading
    UNION ALL SELECT 'mark', coalesce(max(id), 0) FROM mark UNION ALL SELECT 'correction', coalesce(max(id), 0) FROM correction
    UNION ALL SELECT 'saved_query', coalesce(max(id), 0) FROM saved_query UNION ALL SELECT 'change', coalesce(max(id), 0) FROM change
    UNION ALL SELECT 'entity', coalesce(max(id), 0) FROM entity UNION ALL SELECT 'quote', coalesce(max(id), 0) FROM quote;

-- What points to a feed that is gone points to none.
UPDATE body SET feed_id = NULL WHERE feed_id NOT IN (SELECT id FROM feed);

PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'id INTEGER PRIMARY KEY,', 'id INTEGER PRIMARY KEY AUTOINCREMENT,') WHERE type = 'table'
    AND name IN ('folder', 'feed', 'tag', 'article', 'body', 'reading', 'mark', 'correction', 'saved_query', 'change', 'entity', 'quote');
UPDATE sqlite_schema SET sql = replace(sql, 'feed_id INTEGER', 'feed_id INTEGER REFERENCES feed (id) ON DELETE SET NULL') WHERE type = 'table' AND name = 'body';
PRAGMA writable_schema = RESET;
CREATE INDEX body_feed ON body (feed_id);

ALTER TABLE wanted_page RENAME TO former_wanted_page;
DROP INDEX wanted_page_due;
CREATE TABLE wanted_page (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    due INTEGER NOT NULL,                           -- not before
    tries INTEGER NOT NULL DEFAULT 0                -- that failed
);
INSERT INTO wanted_page SELECT * FROM former_wanted_page WHERE feed_id IN (SELECT id FROM feed) AND article_id IN (SELECT id FROM article);
DROP TABLE former_wanted_page;
CREATE INDEX wanted_page_due ON wanted_page (feed_id, due);

-- What the feed wishes, as it said the last time: seconds between two requests; one bit for each hour of the day and day of the week (from Monday)
-- in which it is not to be asked.
ALTER TABLE fetch ADD COLUMN ttl INTEGER;
ALTER TABLE fetch ADD COLUMN skip_hours INTEGER NOT NULL DEFAULT 0;
ALTER TABLE fetch ADD COLUMN skip_days INTEGER NOT NULL DEFAULT 0;

-- An analysis goes with the last text that it is of.
DELETE FROM analysis WHERE hash NOT IN (SELECT hash FROM body);
CREATE TRIGGER body_gone AFTER DELETE ON body BEGIN
    DELETE FROM analysis WHERE hash = old.hash AND NOT EXISTS (SELECT 1 FROM body WHERE hash = old.hash);
END;

-- Texts that could not be read, as they were found: whatever is left of them.
CREATE TABLE set_aside (
    body_id INTEGER PRIMARY KEY,                    -- its number while it was a text
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    origin INTEGER NOT NULL,
    hash BLOB NOT NULL,
    added INTEGER NOT NULL,
    data BLOB NOT NULL
);
CREATE INDEX set_aside_article ON set_aside (article_id);
