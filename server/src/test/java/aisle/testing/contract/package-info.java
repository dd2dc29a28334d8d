/** Holds every answer that a test gets against the OpenAPI document that the server serves. */
package aisle.testing.contract;
