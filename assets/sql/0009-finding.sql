-- Finding ---------------------------------------------------------------------------------------------------------------

-- The words of each language by their stems, for those that are not their own: a word is looked for in all its forms, and as it is written without them.
CREATE TABLE word_form (
    language TEXT NOT NULL,
    stem TEXT NOT NULL,                             -- both folded as names are
    word TEXT NOT NULL,
    PRIMARY KEY (language, stem, word)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE byline_word USING fts5 (
    byline, content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'"
);

-- The language of its words as they were indexed: the declared tag where that is right. And where its address leads, for those of no feed of that name.
ALTER TABLE article ADD COLUMN indexed_language TEXT;
CREATE INDEX article_language ON article (indexed_language);
ALTER TABLE article ADD COLUMN host TEXT GENERATED ALWAYS AS (
    substr(substr(url, instr(url, '://') + 3), 1, instr(substr(url, instr(url, '://') + 3) || '/', '/') - 1)) VIRTUAL;
CREATE INDEX article_host ON article (host);

-- All is indexed anew.
INSERT INTO article_word (article_word) VALUES ('delete-all');
UPDATE article SET indexed = 0;

-- Rules -----------------------------------------------------------------------------------------------------------------

CREATE TABLE rule (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    query TEXT NOT NULL,
    deeds TEXT NOT NULL,                            -- one a line: read, star, keep, hide, notify, tag NAME, run COMMAND
    enabled INTEGER NOT NULL DEFAULT 0,
    allowed TEXT,                                   -- the command that its reader allowed to run
    position INTEGER NOT NULL DEFAULT 0
);
-- What rules did to articles, so that it can be taken back.
CREATE TABLE rule_hit (
    rule_id INTEGER NOT NULL REFERENCES rule (id) ON DELETE CASCADE,
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    at INTEGER NOT NULL,
    did TEXT NOT NULL,                              -- the deeds that changed something, one a line
    PRIMARY KEY (rule_id, article_id)
) WITHOUT ROWID;
CREATE INDEX rule_hit_article ON rule_hit (article_id);

-- Out of sight by a rule; never taken out by a limit; and 0 until the rules looked at it. What is there already is no news to them.
ALTER TABLE article ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article ADD COLUMN ruled INTEGER NOT NULL DEFAULT 1;
CREATE INDEX article_hidden ON article (at, id) WHERE hidden = 1;
CREATE INDEX article_kept ON article (at, id) WHERE kept = 1;
CREATE INDEX article_unruled ON article (id) WHERE ruled = 0;
CREATE INDEX article_changed ON article (at, id) WHERE versions > 1;

-- What an article was called before, and when that ended.
CREATE TABLE headline (
    article_id INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    until INTEGER NOT NULL,
    title TEXT NOT NULL,
    PRIMARY KEY (article_id, until, title)
) WITHOUT ROWID;
