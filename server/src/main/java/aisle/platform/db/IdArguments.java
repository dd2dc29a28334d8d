package aisle.platform.db;

import aisle.kernel.Id;
import java.lang.reflect.Type;
import java.sql.Types;
import java.util.Optional;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;

/** Binds typed ids as uuid. */
final class IdArguments implements ArgumentFactory {
    @Override
    public Optional<Argument> build(Type type, Object value, ConfigRegistry config) {
        return value instanceof Id id
                ? Optional.of((position, statement, context) -> statement.setObject(position, id.value(), Types.OTHER))
                : Optional.empty();
    }
}
