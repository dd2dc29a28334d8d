package aisle.staff;

import aisle.accounts.PersonRules;
import aisle.kernel.StoreId;
import aisle.kernel.UserId;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What is said about somebody who works in a store; {@code active} is true unless said otherwise. */
@Schema(name = "EmployeeDetails")
public record EmployeeDetails(
        @NotBlank
        @Size(max = PersonRules.NAME_LENGTH)
        @Pattern(regexp = PersonRules.NAME_FORM, message = PersonRules.NAME_MESSAGE)
        String name,

        @NotBlank @Size(max = 100) @Pattern(regexp = PersonRules.NAME_FORM, message = PersonRules.NAME_MESSAGE)
        String position,

        @NotNull StoreId storeId,
        @Nullable UserId userId,
        @Nullable Boolean active) {
    static EmployeeDetails of(Employee employee) {
        return new EmployeeDetails(
                employee.name(), employee.position(), employee.storeId(), employee.userId(), employee.active());
    }

    /** Keeps the name out of logs. */
    @Override
    public String toString() {
        return "EmployeeDetails";
    }
}
