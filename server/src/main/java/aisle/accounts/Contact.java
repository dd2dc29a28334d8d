package aisle.accounts;

import org.jspecify.annotations.Nullable;

/** How to address and reach a customer. Orders keep a copy, so that what was agreed stays as it was. */
public record Contact(
        String fullName, @Nullable String email, @Nullable String phone) {}
