/** Sees every SQL statement of the server under test: how many a request costs, and how PostgreSQL runs each. */
package aisle.testing.sql;
