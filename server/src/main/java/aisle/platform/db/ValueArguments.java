package aisle.platform.db;

import aisle.kernel.Quantity;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.Optional;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.argument.ArgumentFactory;
import org.jdbi.v3.core.config.ConfigRegistry;

/** Binds the kernel's values: quantities as numeric, instants as timestamptz, currencies by their code. */
final class ValueArguments implements ArgumentFactory {
    @Override
    public Optional<Argument> build(Type type, Object value, ConfigRegistry config) {
        return switch (value) {
            case Quantity quantity ->
                Optional.of((position, statement, context) -> statement.setBigDecimal(position, quantity.value()));
            case Instant instant ->
                Optional.of((position, statement, context) ->
                        statement.setObject(position, instant.atOffset(ZoneOffset.UTC)));
            case Currency currency ->
                Optional.of(
                        (position, statement, context) -> statement.setString(position, currency.getCurrencyCode()));
            case null, default -> Optional.empty();
        };
    }
}
