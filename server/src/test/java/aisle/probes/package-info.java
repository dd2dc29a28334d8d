/**
 * One small valid request for each operation ({@link aisle.probes.Probes}), sent by everyone: what may they, and what does
 * it cost the database?
 */
package aisle.probes;
