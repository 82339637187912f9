-- Stories ---------------------------------------------------------------------------------------------------------------

-- Which story a report is of: one row for each article that was analysed. A story's number is that of the article it began with; a report that its
-- reader set apart has its own number below zero.
CREATE TABLE story (
    article_id INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    story INTEGER NOT NULL,
    at INTEGER NOT NULL,                            -- of the report, when it was compared
    near INTEGER,                                   -- the report for whose sake it is here
    reason TEXT,                                    -- why, in words
    copy INTEGER NOT NULL DEFAULT 0,                -- 1: one text with that report, but for small changes
    hand INTEGER NOT NULL DEFAULT 0,                -- 1: its reader said so
    evidence BLOB NOT NULL
);
CREATE INDEX story_report ON story (story, at, article_id);
CREATE INDEX story_joined ON story (story, article_id) WHERE story <> article_id;

-- What reports are found by among those of their days; of each some days, so that what comes together lies together.
CREATE TABLE story_term (
    span INTEGER NOT NULL,
    term INTEGER NOT NULL,
    article_id INTEGER NOT NULL,
    PRIMARY KEY (span, term, article_id)
) WITHOUT ROWID;

-- What was analysed before is noted once more, from the analyses that are kept.
UPDATE article SET engine = engine - 1 WHERE engine > 1;

-- People ----------------------------------------------------------------------------------------------------------------

-- The ranking is read from an index, one kind after the other; nothing is counted for it.
DROP INDEX entity_weight;
CREATE INDEX entity_rank ON entity (kind, articles DESC, quotes DESC, id);
CREATE INDEX entity_said ON entity (kind, quotes DESC, articles DESC, id);

-- When the article is from, beside who is in it and what is said there: the first and the last about somebody, and what somebody said last, are found
-- without a look at all of them.
ALTER TABLE article_entity ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
UPDATE article_entity SET at = (SELECT at FROM article WHERE article.id = article_id);
CREATE INDEX article_entity_at ON article_entity (entity_id, at);
ALTER TABLE quote ADD COLUMN at INTEGER NOT NULL DEFAULT 0;
UPDATE quote SET at = (SELECT at FROM article WHERE article.id = article_id);
DROP INDEX quote_entity;
CREATE INDEX quote_speaker ON quote (entity_id, at, article_id, number DESC);
CREATE TRIGGER article_dated AFTER UPDATE OF at ON article WHEN new.at <> old.at BEGIN
    UPDATE article_entity SET at = new.at WHERE article_id = new.id;
    UPDATE quote SET at = new.at WHERE article_id = new.id;
END;
