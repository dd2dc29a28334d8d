-- How long a user could have come back with sign-ins that are forgotten by now: what tells that it was here. What is known
-- of the time before stands in the audit.
ALTER TABLE app_user ADD COLUMN signed_in_until timestamptz;
UPDATE app_user u
SET signed_in_until = (SELECT max(a.occurred_at) FROM audit_entry a WHERE a.actor_id = u.id AND a.action = 'user.signed_in');

-- When the user showed that it reads the mail of its present address; null when that is not known.
ALTER TABLE app_user ADD COLUMN email_confirmed_at timestamptz;

-- Of whom a kept answer tells, customer or user: it goes with the person. Answers from before name nobody; they are gone
-- within a day.
ALTER TABLE idempotency ADD COLUMN person uuid;
CREATE INDEX idempotency_person ON idempotency (person) WHERE person IS NOT NULL;

-- Whom a mail that waits is for, so that it goes with its user; empty once the mail has ended.
ALTER TABLE mail ADD COLUMN user_id uuid REFERENCES app_user ON DELETE CASCADE;
CREATE INDEX mail_user ON mail (user_id) WHERE user_id IS NOT NULL;
