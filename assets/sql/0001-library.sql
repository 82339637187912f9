-- The library, first form. Times are whole seconds since 1970 in UTC; those of marks are microseconds.

-- Subscriptions ------------------------------------------------------------------------------------------------------

CREATE TABLE folder (
    id INTEGER PRIMARY KEY,
    parent_id INTEGER REFERENCES folder (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0,
    attributes TEXT NOT NULL DEFAULT '{}'           -- OPML attributes that mean nothing to us, as JSON
);
CREATE INDEX folder_parent ON folder (parent_id, position);

CREATE TABLE feed (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL DEFAULT 'feed',              -- feed; query, exec, filter as newsboat has them (url holds the line)
    url TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL DEFAULT '',                 -- as the feed says
    own_title TEXT,                                 -- as its reader says
    site TEXT,
    language TEXT,
    folder_id INTEGER REFERENCES folder (id) ON DELETE SET NULL,
    position INTEGER NOT NULL DEFAULT 0,
    hidden INTEGER NOT NULL DEFAULT 0,
    full_text TEXT NOT NULL DEFAULT 'auto',
    read_when TEXT,
    keep_count INTEGER,
    keep_days INTEGER,
    added INTEGER NOT NULL,
    attributes TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX feed_folder ON feed (folder_id, position);

-- Further places of one feed, as OPML allows.
CREATE TABLE feed_place (
    feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    folder_id INTEGER REFERENCES folder (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    attributes TEXT NOT NULL DEFAULT '{}'
);
CREATE INDEX feed_place_folder ON feed_place (folder_id);
CREATE INDEX feed_place_feed ON feed_place (feed_id);

-- What the last fetches said. A row of its own, since it changes with each.
CREATE TABLE fetch (
    feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
    etag TEXT,
    last_modified TEXT,
    body_hash BLOB,
    fetched INTEGER,                                -- the last that was answered
    next INTEGER,                                   -- not before
    failures INTEGER NOT NULL DEFAULT 0,            -- in a row
    status INTEGER,
    state TEXT NOT NULL DEFAULT 'ok',               -- ok, waiting, failed, gone
    error TEXT,
    moved_from TEXT
);

CREATE TABLE feed_count (
    feed_id INTEGER PRIMARY KEY REFERENCES feed (id) ON DELETE CASCADE,
    items INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
);
CREATE TRIGGER feed_added AFTER INSERT ON feed BEGIN
    INSERT INTO feed_count (feed_id) VALUES (new.id);
    INSERT INTO fetch (feed_id) VALUES (new.id);
END;

CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE COLLATE NOCASE);
CREATE TABLE feed_tag (
    feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    position INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (feed_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX feed_tag_tag ON feed_tag (tag_id);

-- Articles -----------------------------------------------------------------------------------------------------------

CREATE TABLE article (
    id INTEGER PRIMARY KEY,
    url TEXT,
    url_key INTEGER,                                -- hash of the canonical form
    title TEXT NOT NULL,
    byline TEXT,
    source TEXT,
    language TEXT,
    published INTEGER,
    at INTEGER NOT NULL,                            -- what lists are sorted by
    added INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    words INTEGER NOT NULL,
    body_id INTEGER,                                -- the text that is shown
    versions INTEGER NOT NULL DEFAULT 1,
    unread INTEGER NOT NULL DEFAULT 1,
    starred INTEGER NOT NULL DEFAULT 0,
    marks INTEGER NOT NULL DEFAULT 0,
    tags INTEGER NOT NULL DEFAULT 0,
    indexed INTEGER NOT NULL DEFAULT 0,             -- are its words in the index?
    engine INTEGER NOT NULL DEFAULT 0,              -- version of the engine that analysed it; 0: none yet
    people TEXT,                                    -- the two people it is most about
    enclosures TEXT                                 -- JSON, or nothing
);
CREATE INDEX article_at ON article (at, id);
CREATE INDEX article_unread ON article (at, id) WHERE unread = 1;
CREATE INDEX article_starred ON article (at, id) WHERE starred = 1;
CREATE INDEX article_annotated ON article (at, id) WHERE marks > 0;
CREATE INDEX article_words ON article (words, id);
CREATE INDEX article_source ON article (source, id);
CREATE INDEX article_url ON article (url_key) WHERE url_key IS NOT NULL;
CREATE INDEX article_unindexed ON article (id) WHERE indexed = 0;
CREATE INDEX article_engine ON article (engine, id);

-- One row a feed and article: the same article in two feeds is one article with two items.
CREATE TABLE item (
    feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    key INTEGER NOT NULL,                           -- hash of what the feed knows it by
    at INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    PRIMARY KEY (feed_id, article_id)
) WITHOUT ROWID;
CREATE UNIQUE INDEX item_key ON item (feed_id, key);
CREATE INDEX item_article ON item (article_id);
CREATE INDEX item_list ON item (feed_id, at, article_id);
CREATE INDEX item_unread ON item (feed_id, at, article_id) WHERE unread = 1;

-- Items that were taken out by a limit or by hand, so that they do not come back with the next fetch.
CREATE TABLE removed (
    feed_id INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    key INTEGER NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (feed_id, key)
) WITHOUT ROWID;

CREATE TRIGGER item_added AFTER INSERT ON item BEGIN
    UPDATE feed_count SET items = items + 1, unread = unread + new.unread WHERE feed_id = new.feed_id;
END;
CREATE TRIGGER item_gone AFTER DELETE ON item BEGIN
    UPDATE feed_count SET items = items - 1, unread = unread - old.unread WHERE feed_id = old.feed_id;
END;
CREATE TRIGGER item_read AFTER UPDATE OF unread ON item WHEN new.unread <> old.unread BEGIN
    UPDATE feed_count SET unread = unread + new.unread - old.unread WHERE feed_id = new.feed_id;
END;
CREATE TRIGGER article_read AFTER UPDATE OF unread ON article WHEN new.unread <> old.unread BEGIN
    UPDATE item SET unread = new.unread WHERE article_id = new.id;
END;
CREATE TRIGGER article_moved AFTER UPDATE OF at ON article WHEN new.at <> old.at BEGIN
    UPDATE item SET at = new.at WHERE article_id = new.id;
END;

-- Texts, the present ones and those before. Data: text, blocks, links and emphasis, packed.
CREATE TABLE body (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    origin INTEGER NOT NULL,                        -- 0 the feed, 1 the page, 2 a file
    hash BLOB NOT NULL,
    added INTEGER NOT NULL,
    data BLOB NOT NULL
);
CREATE INDEX body_article ON body (article_id, origin, id);
CREATE INDEX body_hash ON body (hash);

CREATE TABLE article_tag (
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tag (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, tag_id)
) WITHOUT ROWID;
CREATE INDEX article_tag_tag ON article_tag (tag_id, article_id);
CREATE TRIGGER tag_set AFTER INSERT ON article_tag BEGIN
    UPDATE article SET tags = tags + 1 WHERE id = new.article_id;
END;
CREATE TRIGGER tag_taken AFTER DELETE ON article_tag BEGIN
    UPDATE article SET tags = tags - 1 WHERE id = old.article_id;
END;

-- The words of all articles. Without content of its own: the text is in `body`.
CREATE VIRTUAL TABLE article_word USING fts5 (
    title, text, content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

-- What is known about articles -----------------------------------------------------------------------------------------

CREATE TABLE analysis (
    hash BLOB PRIMARY KEY,
    engine INTEGER NOT NULL,
    data BLOB NOT NULL
);

CREATE TABLE entity (
    id INTEGER PRIMARY KEY,
    kind INTEGER NOT NULL,
    key TEXT NOT NULL,                              -- the name folded
    name TEXT NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,
    quotes INTEGER NOT NULL DEFAULT 0,
    UNIQUE (kind, key)
);
CREATE INDEX entity_weight ON entity (kind, articles);
CREATE TABLE entity_alias (
    entity_id INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    alias TEXT NOT NULL,
    PRIMARY KEY (entity_id, alias)
) WITHOUT ROWID;
CREATE TABLE entity_word (
    word TEXT NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    PRIMARY KEY (word, entity_id)
) WITHOUT ROWID;
CREATE INDEX entity_word_entity ON entity_word (entity_id);

CREATE TABLE article_entity (
    entity_id INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    weight INTEGER NOT NULL,                        -- how much the story is about it, in thousandths
    quotes INTEGER NOT NULL,
    PRIMARY KEY (entity_id, article_id)
) WITHOUT ROWID;
CREATE INDEX article_entity_article ON article_entity (article_id);

CREATE TABLE quote (
    id INTEGER PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,                        -- its place in the analysis
    kind INTEGER NOT NULL,
    entity_id INTEGER REFERENCES entity (id)
);
CREATE INDEX quote_article ON quote (article_id);
CREATE INDEX quote_entity ON quote (entity_id, id);
CREATE TABLE quote_about (
    entity_id INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    quote_id INTEGER NOT NULL REFERENCES quote (id) ON DELETE CASCADE,
    PRIMARY KEY (entity_id, quote_id)
) WITHOUT ROWID;
CREATE INDEX quote_about_quote ON quote_about (quote_id);
CREATE VIRTUAL TABLE quote_word USING fts5 (
    text, content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

-- The reader's hand ----------------------------------------------------------------------------------------------------

-- A text that was read: known again by article, by source or by content, in the library or not.
CREATE TABLE reading (
    id INTEGER PRIMARY KEY,
    article_id INTEGER REFERENCES article (id) ON DELETE SET NULL,
    source TEXT,                                    -- URL or path, as it was given
    source_key TEXT,                                -- its canonical form
    hash BLOB NOT NULL,
    title TEXT,
    byline TEXT,
    published INTEGER,
    position TEXT,                                  -- where reading stopped: an anchor as JSON
    changed INTEGER NOT NULL
);
CREATE UNIQUE INDEX reading_article ON reading (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX reading_source ON reading (source_key) WHERE source_key IS NOT NULL;
CREATE INDEX reading_hash ON reading (hash);

CREATE TABLE mark (
    id INTEGER PRIMARY KEY,
    reading_id INTEGER NOT NULL REFERENCES reading (id),
    kind TEXT NOT NULL,                             -- bookmark, mark, note, highlight
    name TEXT,                                      -- a to z
    role INTEGER,                                   -- of a highlight
    exact TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    position REAL NOT NULL,
    paragraph INTEGER NOT NULL,
    whole INTEGER NOT NULL,
    note TEXT NOT NULL,
    created INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    removed INTEGER                                 -- when it was taken away; kept for undo
);
CREATE INDEX mark_reading ON mark (reading_id);
CREATE UNIQUE INDEX mark_name ON mark (reading_id, name) WHERE name IS NOT NULL AND removed IS NULL;
CREATE TRIGGER mark_set AFTER INSERT ON mark WHEN new.removed IS NULL BEGIN
    UPDATE article SET marks = marks + 1 WHERE id = (SELECT article_id FROM reading WHERE id = new.reading_id);
END;
CREATE TRIGGER mark_taken AFTER UPDATE OF removed ON mark WHEN (new.removed IS NULL) <> (old.removed IS NULL) BEGIN
    UPDATE article SET marks = marks + iif(new.removed IS NULL, 1, -1) WHERE id = (SELECT article_id FROM reading WHERE id = new.reading_id);
END;

CREATE TABLE correction (
    id INTEGER PRIMARY KEY,
    reading_id INTEGER REFERENCES reading (id),     -- none: everywhere
    kind TEXT NOT NULL,                             -- speaker, name, kind, merge, no_name
    anchor TEXT,                                    -- JSON
    subject TEXT NOT NULL,
    value TEXT,
    created INTEGER NOT NULL,
    removed INTEGER
);
CREATE INDEX correction_reading ON correction (reading_id);

CREATE TABLE saved_query (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL,
    position INTEGER NOT NULL DEFAULT 0
);

-- Changes of state that can be undone: one row a key pressed, one part a value that was changed on a set of articles.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    label TEXT NOT NULL,
    undone INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE change_part (
    change_id INTEGER NOT NULL REFERENCES change (id) ON DELETE CASCADE,
    field TEXT NOT NULL,                            -- unread, starred, tag
    value INTEGER NOT NULL,                         -- what was set: 0 or 1
    tag_id INTEGER,
    articles BLOB NOT NULL                          -- ids of those that changed, packed
);
CREATE INDEX change_part_change ON change_part (change_id);

-- Odd things that have one value: the head of an OPML file, lines of a urls file that name no feed.
CREATE TABLE kept (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
