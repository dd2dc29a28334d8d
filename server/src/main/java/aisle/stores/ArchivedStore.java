package aisle.stores;

import aisle.kernel.StoreId;

/**
 * What became of a store's things when it was archived.
 *
 * @param products how many it sold; those that no other store sells are unassigned now
 * @param unassignedProducts how many of these no other store sells
 * @param unassignedTags how many tags were its own; products keep them
 */
public record ArchivedStore(StoreId id, long products, long unassignedProducts, long unassignedTags) {}
