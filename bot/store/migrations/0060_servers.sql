-- What a server chooses once for its sessions: what they are signed with, whether votes are secret,
-- and for how many days what people wrote is kept. None where it did not.
ALTER TABLE servers ADD COLUMN signing TEXT CHECK (signing IN ('signed', 'masked'));
ALTER TABLE servers ADD COLUMN secret INTEGER CHECK (secret IN (0, 1));
ALTER TABLE servers ADD COLUMN kept_days INTEGER CHECK (kept_days BETWEEN 7 AND 365);
