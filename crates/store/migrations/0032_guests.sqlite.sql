-- SQLite: whom a member has brought along (rule T13); none where it is the member.
ALTER TABLE check_ins ADD COLUMN guest_name TEXT;
