package aisle.platform.personal;

import aisle.kernel.CustomerId;
import aisle.kernel.UserId;
import org.jspecify.annotations.Nullable;

/** A person as the shop knows it: as a customer, as a user, or as both. */
public record Subject(
        @Nullable CustomerId customer, @Nullable UserId user) {}
