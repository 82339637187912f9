-- The address that gave a feed's validators: behind a passing redirect it is not the subscription's own.
ALTER TABLE fetch ADD COLUMN validated TEXT;

-- Words of many articles are sorted in memory before they are written (bytes), so that fewer pieces have to be merged.
INSERT INTO article_word (article_word, rank) VALUES ('hashsize', 8388608);
