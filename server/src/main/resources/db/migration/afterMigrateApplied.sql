-- Runs after migrations, by whoever may migrate. The function is younger than the first migrations.
DO $$
BEGIN
    IF to_regprocedure('aisle.grant_rights()') IS NOT NULL THEN
        PERFORM aisle.grant_rights();
    END IF;
END $$;
