package aisle.catalog.products;

import jakarta.inject.Singleton;

/** Lets tests begin as a server does that has just started. */
@Singleton
public class RememberedProducts {
    private final ProductContents contents;

    RememberedProducts(ProductContents contents) {
        this.contents = contents;
    }

    /** Has the next request read what products are. */
    public void forget() {
        contents.forget();
    }
}
