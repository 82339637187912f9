-- People: one person is one, two are two --------------------------------------------------------------------------------

-- Two may bear one name. The form of the rows and of the index stays as it is, so only the words of the schema change
-- (https://www.sqlite.org/lang_altertable.html, "Making Other Kinds Of Table Schema Changes").
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, ',' || char(10) || '    UNIQUE (kind, key)', '') WHERE type = 'table' AND name = 'entity';
UPDATE sqlite_schema SET name = 'entity_named', sql = 'CREATE INDEX entity_named ON entity (kind, key)' WHERE name = 'sqlite_autoindex_entity_1';
PRAGMA writable_schema = RESET;

-- What all appearances of somebody say, counted; whether their reader gave them their name.
ALTER TABLE entity ADD COLUMN profile BLOB;
ALTER TABLE entity ADD COLUMN named INTEGER NOT NULL DEFAULT 0;

-- How an article shows somebody: as what kind; the forms of the name, one a line, the fullest first; the role; why it is they, where more than the name tells; what
-- the text says of them, packed.
ALTER TABLE article_entity ADD COLUMN read_as INTEGER NOT NULL DEFAULT 0;
ALTER TABLE article_entity ADD COLUMN names TEXT NOT NULL DEFAULT '';
ALTER TABLE article_entity ADD COLUMN role TEXT;
ALTER TABLE article_entity ADD COLUMN reason TEXT;
ALTER TABLE article_entity ADD COLUMN evidence BLOB;

-- Under what names are looked up: numbers that stand for their words, sounds and initials.
CREATE TABLE entity_form (
    key INTEGER NOT NULL,
    entity_id INTEGER NOT NULL REFERENCES entity (id) ON DELETE CASCADE,
    PRIMARY KEY (key, entity_id)
) WITHOUT ROWID;
CREATE INDEX entity_form_entity ON entity_form (entity_id);

-- Whom and what its reader follows like a feed: somebody, or a query. Seen: the newest article when it was looked at last.
CREATE TABLE follow (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind INTEGER,
    name TEXT NOT NULL,
    query TEXT NOT NULL DEFAULT '',
    entity_id INTEGER REFERENCES entity (id) ON DELETE SET NULL,
    seen INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX follow_entity ON follow (entity_id);
