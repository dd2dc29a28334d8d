package aisle.accounts;

import org.jspecify.annotations.Nullable;

/** What is kept encrypted of a person besides the e-mail address. */
public record Person(String fullName, @Nullable String phone) {}
