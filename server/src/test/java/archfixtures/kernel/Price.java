package archfixtures.kernel;

import java.sql.Connection;

/** Money as a binary fraction, with a database inside. */
public record Price(double amount, Connection database) {}
