-- SQLite: announcements as mails (rule O5).
-- The last membership that was written to; they are written to in the order of their ids.
ALTER TABLE announcements ADD COLUMN mailed_to BLOB;
-- When all were.
ALTER TABLE announcements ADD COLUMN mailed_at INTEGER;
