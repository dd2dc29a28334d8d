package aisle.cart;

import aisle.kernel.CartId;
import aisle.kernel.CartLineId;
import aisle.kernel.CustomerId;
import aisle.kernel.OrderId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.kernel.StoreId;
import aisle.kernel.Unit;
import aisle.kernel.UserId;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** SQL of carts. */
final class CartDao {
    /**
     * The customer's cart, made when there is none, kept from other writers until the transaction ends. An expired one
     * goes with its lines: the customer sees it no more, so none of it may be bought.
     */
    Cart lock(Tx tx, CartId newId, CustomerId customer, Instant now, Instant expiresAt) {
        tx.handle()
                .createUpdate("DELETE FROM cart WHERE customer_id = :customer AND expires_at <= :now")
                .bind("customer", customer)
                .bind("now", now)
                .execute();
        Cart cart = tx.handle()
                .createQuery("""
                        INSERT INTO cart (id, customer_id, expires_at, created_at, updated_at)
                        VALUES (:id, :customer, :expiresAt, :now, :now)
                        ON CONFLICT (customer_id) DO UPDATE
                        SET version = cart.version + 1, expires_at = excluded.expires_at, updated_at = excluded.updated_at
                        RETURNING *
                        """)
                .bind("id", newId)
                .bind("customer", customer)
                .bind("expiresAt", expiresAt)
                .bind("now", now)
                .map((row, context) -> cart(row))
                .one();
        return withLines(tx.handle(), cart);
    }

    @Nullable
    Cart find(Handle handle, UserId user, Instant now) {
        return handle.createQuery("""
                        SELECT c.* FROM cart c JOIN customer u ON u.id = c.customer_id
                        WHERE u.user_id = :user AND c.expires_at > :now
                        """)
                .bind("user", user)
                .bind("now", now)
                .map((row, context) -> cart(row))
                .findOne()
                .map(cart -> withLines(handle, cart))
                .orElse(null);
    }

    /** As {@link #lock(Tx, CartId, CustomerId, Instant, Instant)}, of a guest. */
    Cart lock(Tx tx, CartId newId, CartToken guest, Instant now, Instant expiresAt) {
        tx.handle()
                .createUpdate("DELETE FROM cart WHERE token_hash = :token AND expires_at <= :now")
                .bind("token", guest.hash())
                .bind("now", now)
                .execute();
        Cart cart = tx.handle()
                .createQuery("""
                        INSERT INTO cart (id, token_hash, expires_at, created_at, updated_at)
                        VALUES (:id, :token, :expiresAt, :now, :now)
                        ON CONFLICT (token_hash) DO UPDATE
                        SET version = cart.version + 1, expires_at = excluded.expires_at, updated_at = excluded.updated_at
                        RETURNING *
                        """)
                .bind("id", newId)
                .bind("token", guest.hash())
                .bind("expiresAt", expiresAt)
                .bind("now", now)
                .map((row, context) -> cart(row))
                .one();
        return withLines(tx.handle(), cart);
    }

    /** A guest's cart for whoever is about to remove it: everybody else who wants to change it waits. */
    @Nullable
    Cart seize(Tx tx, CartToken guest, Instant now) {
        return tx.handle()
                .createQuery("SELECT * FROM cart WHERE token_hash = :token AND expires_at > :now FOR UPDATE")
                .bind("token", guest.hash())
                .bind("now", now)
                .map((row, context) -> cart(row))
                .findOne()
                .map(cart -> withLines(tx.handle(), cart))
                .orElse(null);
    }

    void delete(Tx tx, CartId cart) {
        tx.handle()
                .createUpdate("DELETE FROM cart WHERE id = :cart")
                .bind("cart", cart)
                .execute();
    }

    @Nullable
    Cart find(Handle handle, CartToken guest, Instant now) {
        return handle.createQuery("SELECT * FROM cart WHERE token_hash = :token AND expires_at > :now")
                .bind("token", guest.hash())
                .bind("now", now)
                .map((row, context) -> cart(row))
                .findOne()
                .map(cart -> withLines(handle, cart))
                .orElse(null);
    }

    private static Cart withLines(Handle handle, Cart cart) {
        List<Cart.Line> lines = handle.createQuery("""
                        SELECT id, product_id, quantity, seen_price FROM cart_line
                        WHERE cart_id = :cart ORDER BY created_at, id
                        """)
                .bind("cart", cart.id())
                .map((row, context) -> new Cart.Line(
                        Columns.id(row, "id", CartLineId::new),
                        Columns.id(row, "product_id", ProductId::new),
                        Columns.quantity(row, "quantity"),
                        row.getBigDecimal("seen_price")))
                .list();
        return new Cart(
                cart.id(),
                cart.customerId(),
                cart.storeId(),
                lines,
                cart.version(),
                cart.expiresAt(),
                cart.payingFor());
    }

    private static Cart cart(ResultSet row) throws SQLException {
        return new Cart(
                Columns.id(row, "id", CartId::new),
                Columns.idOrNull(row, "customer_id", CustomerId::new),
                Columns.idOrNull(row, "store_id", StoreId::new),
                List.of(),
                row.getLong("version"),
                Columns.instant(row, "expires_at"),
                Columns.idOrNull(row, "paying_for", OrderId::new));
    }

    /** How much of what is in a cart. */
    record Amount(Unit unit, Quantity quantity) {}

    List<Amount> amounts(Handle handle, CartId cart) {
        return handle.createQuery("""
                        SELECT p.unit, l.quantity FROM cart_line l JOIN product p ON p.id = l.product_id
                        WHERE l.cart_id = :cart
                        """)
                .bind("cart", cart)
                .map((row, context) ->
                        new Amount(Columns.constant(row, "unit", Unit.class), Columns.quantity(row, "quantity")))
                .list();
    }

    /** Says what a cart's lines are being paid for; null for nothing. As a change of the cart it keeps other writers away. */
    void setPayingFor(Tx tx, CartId cart, @Nullable OrderId order) {
        tx.handle()
                .createUpdate("""
                        UPDATE cart SET paying_for = CAST(:order AS uuid), version = version + 1 WHERE id = :cart
                        """)
                .bind("order", order == null ? null : order.value())
                .bind("cart", cart)
                .execute();
    }

    void setStore(Tx tx, CartId cart, StoreId store) {
        tx.handle()
                .createUpdate("UPDATE cart SET store_id = :store WHERE id = :cart")
                .bind("store", store)
                .bind("cart", cart)
                .execute();
    }

    void putLine(
            Tx tx,
            CartId cart,
            CartLineId newId,
            ProductId product,
            Quantity quantity,
            BigDecimal seenPrice,
            Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO cart_line (cart_id, id, product_id, quantity, seen_price, created_at)
                        VALUES (:cart, :id, :product, :quantity, :seenPrice, :now)
                        ON CONFLICT (cart_id, product_id) DO UPDATE
                        SET quantity = excluded.quantity, seen_price = excluded.seen_price
                        """)
                .bind("cart", cart)
                .bind("id", newId)
                .bind("product", product)
                .bind("quantity", quantity)
                .bind("seenPrice", seenPrice)
                .bind("now", now)
                .execute();
    }

    /** Puts lines in, each in place of what there was of its product. */
    void putLines(Tx tx, CartId cart, List<Cart.Line> lines, Instant now) {
        tx.handle()
                .createUpdate("""
                        INSERT INTO cart_line (cart_id, id, product_id, quantity, seen_price, created_at)
                        SELECT :cart, l.id, l.product_id, l.quantity, l.seen_price, :now
                        FROM unnest(CAST(:ids AS uuid[]), CAST(:products AS uuid[]), CAST(:quantities AS numeric[]),
                                    CAST(:seenPrices AS numeric[])) AS l (id, product_id, quantity, seen_price)
                        ON CONFLICT (cart_id, product_id) DO UPDATE
                        SET quantity = excluded.quantity, seen_price = excluded.seen_price
                        """)
                .bind("cart", cart)
                .bindArray(
                        "ids",
                        UUID.class,
                        lines.stream().map(line -> line.id().value()).toList())
                .bindArray(
                        "products",
                        UUID.class,
                        lines.stream().map(line -> line.productId().value()).toList())
                .bindArray(
                        "quantities",
                        BigDecimal.class,
                        lines.stream().map(line -> line.quantity().value()).toList())
                .bindArray(
                        "seenPrices",
                        BigDecimal.class,
                        lines.stream().map(Cart.Line::seenPrice).toList())
                .bind("now", now)
                .execute();
    }

    void removeLine(Tx tx, CartId cart, CartLineId line) {
        tx.handle()
                .createUpdate("DELETE FROM cart_line WHERE cart_id = :cart AND id = :line")
                .bind("cart", cart)
                .bind("line", line)
                .execute();
    }

    void clear(Tx tx, CartId cart) {
        tx.handle()
                .createUpdate("DELETE FROM cart_line WHERE cart_id = :cart")
                .bind("cart", cart)
                .execute();
    }

    /** Takes bought quantities out; a line that is left with nothing goes. */
    void subtract(Tx tx, CartId cart, List<UUID> products, List<BigDecimal> quantities) {
        tx.handle()
                .createUpdate("""
                        WITH bought AS (
                            SELECT * FROM unnest(:products::uuid[], :quantities::numeric[]) AS b (product_id, quantity)),
                        gone AS (
                            DELETE FROM cart_line l USING bought b
                            WHERE l.cart_id = :cart AND l.product_id = b.product_id AND l.quantity <= b.quantity)
                        UPDATE cart_line l SET quantity = l.quantity - b.quantity
                        FROM bought b
                        WHERE l.cart_id = :cart AND l.product_id = b.product_id AND l.quantity > b.quantity
                        """)
                .bindArray("products", UUID.class, products)
                .bindArray("quantities", BigDecimal.class, quantities)
                .bind("cart", cart)
                .execute();
    }

    /** Removes some carts that have expired, but none that somebody is working on; answers how many. */
    int removeExpired(Tx tx, Instant now, int atMost) {
        return tx.handle()
                .createUpdate("""
                        DELETE FROM cart WHERE ctid = ANY (ARRAY(
                            SELECT ctid FROM cart WHERE expires_at <= :now
                            ORDER BY expires_at LIMIT :atMost
                            FOR UPDATE SKIP LOCKED))
                        """)
                .bind("now", now)
                .bind("atMost", atMost)
                .execute();
    }
}
