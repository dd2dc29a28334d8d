package aisle.platform.db;

import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings a database to this version's schema. Several nodes may do so at once: one works, the others wait. */
public final class Schema {
    /** Everything of Aisle lives in this one schema. */
    public static final String NAME = "aisle";

    private Schema() {}

    /** Applies the migrations that are missing; answers how many there were. */
    public static int migrate(DataSource dataSource) {
        MigrateResult result = Flyway.configure()
                .dataSource(dataSource)
                .schemas(NAME)
                .defaultSchema(NAME)
                .createSchemas(true)
                .locations("classpath:db/migration")
                .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
                .load()
                .migrate();
        return result.migrationsExecuted;
    }
}
