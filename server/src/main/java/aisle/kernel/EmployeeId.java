package aisle.kernel;

import java.util.UUID;

/** Identifies an employee. */
public record EmployeeId(UUID value) implements Id {
    @Override
    public String toString() {
        return value.toString();
    }
}
