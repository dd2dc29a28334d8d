package aisle.cart;

import aisle.kernel.CustomerId;
import aisle.kernel.ProductId;
import aisle.kernel.Quantity;
import aisle.platform.db.Columns;
import aisle.platform.db.Tx;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** SQL of the personal side of carts. */
final class CartPersonalDataDao {
    /** What lies in the cart. */
    record Item(ProductId productId, Quantity quantity) {}

    List<Item> ofCustomer(Handle handle, CustomerId customer) {
        return handle.createQuery("""
                        SELECT l.product_id, l.quantity
                        FROM cart c JOIN cart_line l ON l.cart_id = c.id
                        WHERE c.customer_id = :customer
                        ORDER BY l.created_at, l.id
                        """)
                .bind("customer", customer)
                .map((row, context) ->
                        new Item(Columns.id(row, "product_id", ProductId::new), Columns.quantity(row, "quantity")))
                .list();
    }

    void move(Tx tx, CustomerId from, CustomerId to) {
        tx.handle().createUpdate("""
                        UPDATE cart SET customer_id = :to
                        WHERE customer_id = :from AND NOT EXISTS (SELECT FROM cart WHERE customer_id = :to)
                        """).bind("from", from).bind("to", to).execute();
    }

    void delete(Tx tx, CustomerId customer) {
        tx.handle()
                .createUpdate("DELETE FROM cart WHERE customer_id = :customer")
                .bind("customer", customer)
                .execute();
    }
}
