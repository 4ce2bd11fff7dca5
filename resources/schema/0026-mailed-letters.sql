-- Dunning letters are mailed by the queue that mails invoices: a message is of one or the other.

ALTER TABLE mail_message ADD COLUMN notice_id TEXT;

CREATE INDEX mail_message_notice ON mail_message (notice_id);
