package aisle.testing;

import aisle.kernel.ProductId;
import aisle.kernel.StoreId;
import aisle.stores.Store;
import aisle.testing.Accounts.Account;
import io.restassured.response.Response;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.UUID;

/** A store with goods on its shelves, made over HTTP as a manager would. */
@Singleton
public class Shop {
    private final Accounts accounts;

    Shop(Accounts accounts) {
        this.accounts = accounts;
    }

    /** A new store, and an administrator who fills it. */
    public Opened open() {
        return new Opened(accounts.store(), accounts.admin(), accounts);
    }

    /** A store that was opened for one test. */
    public record Opened(Store store, Account admin, Accounts accounts) {
        public StoreId id() {
            return store.id();
        }

        /** A product sold in pieces, at this price, with so many on hand. */
        public ProductId product(String price, int onHand) {
            return product(price, "EACH", Integer.toString(onHand));
        }

        /** A product of any unit, with so much on hand. */
        public ProductId product(String price, String unit, String onHand) {
            String name = "Product " + UUID.randomUUID();
            String id = admin.request()
                    .body(Map.of("name", name, "price", price, "unit", unit))
                    .post("/api/v1/products")
                    .then()
                    .statusCode(201)
                    .extract()
                    .path("data.id");
            ProductId product = new ProductId(UUID.fromString(id));
            Response counted = adjust(product, "{\"on_hand\": " + onHand + ", \"reason\": \"COUNT\"}");
            if (counted.statusCode() == 202) { // so many that a second person has to agree
                String adjustment = counted.path("data.id");
                counted = accounts.admin().request().post("/api/v1/inventory/adjustments/" + adjustment + "/approve");
            }
            counted.then().statusCode(200);
            return product;
        }

        /** Changes stock as the administrator. */
        public Response adjust(ProductId product, String body) {
            return admin.request().body(body).patch("/api/v1/inventory/" + id() + "/" + product);
        }

        /** The stock of a product as the back office sees it. */
        public Response stock(ProductId product) {
            return admin.request()
                    .queryParam("store_id", id().toString())
                    .queryParam("product_id", product.toString())
                    .get("/api/v1/inventory");
        }

        /** The body of a pickup order of one product. */
        public String pickup(ProductId product, int quantity) {
            return """
                    {"store_id": "%s", "fulfillment_type": "PICKUP", "payment_method": "ON_DELIVERY",
                     "items": [{"product_id": "%s", "quantity": %d}]}
                    """.formatted(id(), product, quantity);
        }
    }
}
