package aisle.inventory.requests;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.ProductId;
import aisle.kernel.Role;
import aisle.testing.Accounts;
import aisle.testing.Accounts.Account;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Shop;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Managers who meet over the same requests, and over the same stock. */
@AisleTest
class StockRequestRaceTest {
    private static final String PATH = "/api/v1/stock-requests";

    @Inject
    Shop shop;

    @Inject
    Accounts accounts;

    @Inject
    Books books;

    private Shop.Opened store;
    private ProductId product;
    private Account clerk;
    private Account first;
    private Account second;

    @BeforeEach
    void openStore() {
        store = shop.open();
        product = store.product("1.00", 10);
        clerk = accounts.staff(Role.EMPLOYEE, store.id());
        first = accounts.staff(Role.MANAGER, store.id());
        second = accounts.staff(Role.MANAGER, store.id());
    }

    private String asked(String type, int quantity) {
        return clerk.request()
                .body("""
                        {"store_id": "%s", "product_id": "%s", "request_type": "%s", "quantity": %d}
                        """.formatted(store.id(), product, type, quantity))
                .post(PATH)
                .then()
                .statusCode(201)
                .extract()
                .path("data.id");
    }

    private int approve(Account who, String id) {
        return who.request()
                .body("{\"status\": \"APPROVED\"}")
                .patch(PATH + "/" + id + "/resolve")
                .statusCode();
    }

    @Test
    void ofTwoManagersOneDecides() {
        String id = asked("ADD_QUANTITY", 5);
        List<Integer> statuses = Crowd.atOnce(2, i -> () -> approve(i == 0 ? first : second, id));
        assertEquals(List.of(200, 409), statuses.stream().sorted().toList());
        books.assertStock(store.id(), product, "15", "0");
    }

    @Test
    void anApprovalAndAWithdrawalAreNeverBoth() {
        String id = asked("ADD_QUANTITY", 5);
        List<Integer> statuses = Crowd.atOnce(
                2,
                i -> () -> i == 0
                        ? approve(first, id)
                        : clerk.request().delete(PATH + "/" + id).statusCode());
        boolean approved = statuses.getFirst() == 200;
        assertEquals(approved ? List.of(200, 409) : List.of(409, 204), statuses);
        books.assertStock(store.id(), product, approved ? "15" : "10", "0");
    }

    /** Each count sees what came before, so that the ledger leads from each balance to the next. */
    @Test
    void approvalsAndAdjustmentsOfOneProductAreBookedOneAfterTheOther() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ids.add(asked(i % 2 == 0 ? "ADD_QUANTITY" : "SET_QUANTITY", 50 + i));
        }
        List<Integer> statuses = Crowd.atOnce(
                16,
                i -> () -> i < 8
                        ? approve(i % 2 == 0 ? first : second, ids.get(i))
                        : store.adjust(product, "{\"delta\": 1, \"reason\": \"RETURN\"}")
                                .statusCode());
        assertEquals(List.of(200), statuses.stream().distinct().toList());
        assertEquals(0, books.count("""
                SELECT count(*) FROM stock_movement m JOIN stock_movement n ON n.product_id = m.product_id AND n.seq = m.seq + 1
                WHERE m.product_id = ? AND m.balance_after + n.delta <> n.balance_after
                """, product));
        long onHand = books.count("SELECT on_hand::bigint FROM stock WHERE product_id = ?", product);
        books.assertStock(store.id(), product, Long.toString(onHand), "0");
    }

    @Test
    void twoCountsAtOnceOfWhichTheSecondMustSeeTheFirst() {
        List<Integer> statuses = Crowd.atOnce(
                2,
                i -> () -> store.adjust(
                                product,
                                "{\"on_hand\": %d, \"reason\": \"COUNT\", \"expected_on_hand\": 10}".formatted(20 + i))
                        .statusCode());
        assertEquals(List.of(200, 409), statuses.stream().sorted().toList());
        books.assertStock(store.id(), product, statuses.getFirst() == 200 ? "20" : "21", "0");
    }

    /** Two who review the same page of requests: each is decided once, whoever is first. */
    @Test
    void reviewsOfTheSameRequestsDecideEachOnce() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            ids.add(asked("ADD_QUANTITY", 1));
        }
        String items = ids.stream()
                .map(id -> "{\"id\": \"" + id + "\", \"status\": \"APPROVED\"}")
                .collect(Collectors.joining(", "));
        List<Integer> approved = Crowd.atOnce(
                2,
                i -> () -> (i == 0 ? first : second)
                        .request()
                        .body("{\"items\": [" + items + "]}")
                        .patch(PATH + "/bulk-review")
                        .then()
                        .statusCode(200)
                        .extract()
                        .<Integer>path("data.approved"));
        assertEquals(10, approved.getFirst() + approved.getLast());
        books.assertStock(store.id(), product, "20", "0");
    }
}
