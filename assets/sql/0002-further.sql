-- What more stood around a mark, and what was most like it in its text, as JSON: it tells the place from others like it.
ALTER TABLE mark ADD COLUMN further TEXT NOT NULL DEFAULT '{}';

-- What a text is known by though it was edited and came from elsewhere: the smallest hashes of its runs of words.
ALTER TABLE reading ADD COLUMN sketch BLOB;
