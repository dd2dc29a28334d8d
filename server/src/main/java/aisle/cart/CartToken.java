package aisle.cart;

import java.util.Arrays;

/** By what a guest's cart is found: a secret of whoever fills it. The database keeps a hash of it. */
public final class CartToken {
    private final String text;
    private final byte[] hash;

    CartToken(String text, byte[] hash) {
        this.text = text;
        this.hash = hash;
    }

    /** What the guest sends. */
    public String text() {
        return text;
    }

    byte[] hash() {
        return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CartToken token && Arrays.equals(hash, token.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    /** Keeps the secret out of logs. */
    @Override
    public String toString() {
        return "CartToken[]";
    }
}
