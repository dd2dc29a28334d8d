package aisle.kernel;

/** How a product is measured. EACH is sold in whole numbers, the others by weight, volume or length. */
public enum Unit {
    EACH,
    KG,
    L,
    M
}
