-- Accounts on servers that keep feeds and what is read in them ------------------------------------------------------------

CREATE TABLE account (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,                             -- as the settings name it
    url TEXT NOT NULL,
    user TEXT NOT NULL,
    synced INTEGER,                                 -- the last time that all of it was answered
    next INTEGER,                                   -- not to be asked before
    state TEXT NOT NULL DEFAULT 'ok',               -- ok, waiting, failed
    error TEXT,
    tags INTEGER NOT NULL DEFAULT 1                 -- 0: the server takes no tags of articles
);
CREATE UNIQUE INDEX account_place ON account (url, user);

-- A subscription on the server and the one here that stands for it. No stream: the server is still to be told of it. No feed: its reader ended it
-- here, and the server is still to be told.
CREATE TABLE account_feed (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    stream TEXT,
    feed_id INTEGER REFERENCES feed (id) ON DELETE SET NULL,
    title TEXT NOT NULL DEFAULT '',                 -- as the server was last seen
    folder TEXT,                                    -- the same
    placed INTEGER,                                 -- the folder here that stood for that one
    gone INTEGER NOT NULL DEFAULT 0                 -- 1: the server has it no more
);
CREATE UNIQUE INDEX account_feed_stream ON account_feed (account_id, stream);
CREATE UNIQUE INDEX account_feed_own ON account_feed (account_id, feed_id) WHERE feed_id IS NOT NULL;
CREATE INDEX account_feed_feed ON account_feed (feed_id);

-- An article on the server, as it was last seen there. No article: it was taken out here, and is not asked for again.
CREATE TABLE account_article (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,                        -- the server's
    article_id INTEGER REFERENCES article (id) ON DELETE SET NULL,
    unread INTEGER NOT NULL,
    starred INTEGER NOT NULL,
    PRIMARY KEY (account_id, number)
) WITHOUT ROWID;
CREATE INDEX account_article_article ON account_article (article_id);
CREATE TABLE account_tag (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    tag TEXT NOT NULL COLLATE NOCASE,
    PRIMARY KEY (account_id, number, tag)
) WITHOUT ROWID;

-- What waits to be told to a server: how an article stands here where that is not how the server was last seen. What is set back is no change.
CREATE TABLE account_change (
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    field TEXT NOT NULL,                            -- unread, starred, tag
    tag TEXT NOT NULL DEFAULT '' COLLATE NOCASE,
    value INTEGER NOT NULL,
    PRIMARY KEY (account_id, number, field, tag)
) WITHOUT ROWID;

CREATE TRIGGER account_read AFTER UPDATE OF unread ON article WHEN new.unread <> old.unread BEGIN
    DELETE FROM account_change WHERE field = 'unread' AND (account_id, number) IN (SELECT account_id, number FROM account_article WHERE article_id = new.id);
    INSERT INTO account_change (account_id, number, field, value)
        SELECT account_id, number, 'unread', new.unread FROM account_article WHERE article_id = new.id AND unread <> new.unread;
END;
CREATE TRIGGER account_starred AFTER UPDATE OF starred ON article WHEN new.starred <> old.starred BEGIN
    DELETE FROM account_change WHERE field = 'starred' AND (account_id, number) IN (SELECT account_id, number FROM account_article WHERE article_id = new.id);
    INSERT INTO account_change (account_id, number, field, value)
        SELECT account_id, number, 'starred', new.starred FROM account_article WHERE article_id = new.id AND starred <> new.starred;
END;
CREATE TRIGGER account_tagged AFTER INSERT ON article_tag BEGIN
    DELETE FROM account_change WHERE field = 'tag' AND tag = (SELECT name FROM tag WHERE id = new.tag_id)
        AND (account_id, number) IN (SELECT account_id, number FROM account_article WHERE article_id = new.article_id);
    INSERT INTO account_change (account_id, number, field, tag, value)
        SELECT known.account_id, known.number, 'tag', tag.name, 1 FROM account_article AS known CROSS JOIN tag ON tag.id = new.tag_id WHERE article_id = new.article_id
        AND NOT EXISTS (SELECT 1 FROM account_tag AS there WHERE there.account_id = known.account_id AND there.number = known.number AND there.tag = tag.name);
END;
-- An article that goes takes its tags along: that is no word to the server.
CREATE TRIGGER account_untagged AFTER DELETE ON article_tag WHEN EXISTS (SELECT 1 FROM article WHERE id = old.article_id) BEGIN
    DELETE FROM account_change WHERE field = 'tag' AND tag = (SELECT name FROM tag WHERE id = old.tag_id)
        AND (account_id, number) IN (SELECT account_id, number FROM account_article WHERE article_id = old.article_id);
    INSERT INTO account_change (account_id, number, field, tag, value)
        SELECT known.account_id, known.number, 'tag', tag.name, 0 FROM account_article AS known CROSS JOIN tag ON tag.id = old.tag_id WHERE article_id = old.article_id
        AND EXISTS (SELECT 1 FROM account_tag AS there WHERE there.account_id = known.account_id AND there.number = known.number AND there.tag = tag.name);
END;

-- What was decided where both sides had changed, and what else a sync has to say; the newest are kept.
CREATE TABLE account_log (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    words TEXT NOT NULL
);
