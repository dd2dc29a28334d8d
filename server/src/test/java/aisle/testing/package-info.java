/** What the tests share: a real PostgreSQL, real accounts, and the API as a client sees it. */
package aisle.testing;
