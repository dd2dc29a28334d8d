package aisle.orders;

/** Whose orders a list shows: the actor's own, those of the actor's stores, or all. */
enum OrderScope {
    OWN,
    STORES,
    ALL
}
