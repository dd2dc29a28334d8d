package aisle.platform.db;

import aisle.platform.time.Secrets;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections and transactions. A read of one statement takes {@link #read} and no transaction: BEGIN and COMMIT
 * would cost a third of its time. Every change takes {@link #transaction}.
 */
@Startup // what it counts is shown from the start
@Singleton
public class Database {
    private static final int ATTEMPTS = 4;
    private static final int SHORTEST_PAUSE_MILLIS = 10;

    private final Jdbi jdbi;
    private final DatabaseWatch watch;
    private final Secrets random;
    private final Counter retries;

    /** @param watchers beans that see every statement */
    Database(
            AgroalDataSource dataSource,
            DatabaseWatch watch,
            Secrets random,
            MeterRegistry metrics,
            @Any Instance<SqlLogger> watchers) {
        this.watch = watch;
        this.random = random;
        jdbi = configured(dataSource);
        jdbi.setSqlLogger(new StatementWatchers(watchers.stream().toList()));
        retries = Counter.builder("db_transaction_retries")
                .description("Transactions run again after a serialization failure or a deadlock")
                .register(metrics);
    }

    /** Jdbi as all of Aisle's SQL expects it. */
    static Jdbi configured(DataSource dataSource) {
        return Jdbi.create(dataSource)
                .installPlugin(new PostgresPlugin())
                .registerArgument(new IdArguments())
                .registerArgument(new ValueArguments())
                .registerArrayType(BigDecimal.class, "numeric")
                .configure(SqlStatements.class, statements -> statements.setUnusedBindingAllowed(false))
                // The values bound to a failed statement may be personal data, and messages end up in logs.
                .configure(
                        StatementExceptions.class,
                        exceptions -> exceptions.setMessageRendering(StatementExceptions.MessageRendering.NONE));
    }

    /**
     * Runs statements that only read, each in a transaction of its own.
     *
     * @throws DatabaseUnavailable when no connection is to be had, or it broke
     */
    public <T extends @Nullable Object> T read(Function<Handle, T> work) {
        watch.require();
        try (Handle handle = jdbi.open()) {
            return work.apply(handle);
        } catch (JdbiException e) {
            throw failure(e);
        }
    }

    /**
     * Runs work in one transaction. When it throws, nothing of it has happened. Serialization failures and deadlocks are
     * tried again after a moment, so the work must do nothing but write through the transaction.
     *
     * @throws DatabaseUnavailable when no connection is to be had, or it broke; the transaction may then have committed
     *     only if the commit itself was under way
     */
    public <T extends @Nullable Object> T transaction(Function<Tx, T> work) {
        watch.require();
        for (int attempt = 1; ; attempt++) {
            try (Handle handle = jdbi.open()) {
                Tx tx = new Tx(handle);
                T result = handle.inTransaction(open -> {
                    T value = work.apply(tx);
                    tx.runLastSteps();
                    return value;
                });
                tx.committed();
                return result;
            } catch (JdbiException e) {
                if (attempt == ATTEMPTS || !SqlErrors.isWorthRetrying(e)) {
                    throw failure(e);
                }
                retries.increment();
            }
            pause(attempt);
        }
    }

    /** Those who met once would meet again if all came back at the same moment. */
    private void pause(int attempt) {
        try {
            Thread.sleep(random.below(SHORTEST_PAUSE_MILLIS << attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw DatabaseUnavailable.busy("The server stops while a transaction waits for its next attempt.", e);
        }
    }

    private RuntimeException failure(JdbiException error) {
        RuntimeException meaning = SqlErrors.translate(error);
        if (meaning instanceof DatabaseUnavailable) {
            watch.doubt();
        }
        return meaning;
    }
}
