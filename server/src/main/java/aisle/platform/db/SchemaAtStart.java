package aisle.platform.db;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Migrates before the first request. */
@Singleton
class SchemaAtStart {
    void migrate(@Observes @Priority(1) StartupEvent event, AgroalDataSource dataSource) {
        Schema.migrate(dataSource);
    }
}
