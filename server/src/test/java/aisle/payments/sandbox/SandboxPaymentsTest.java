package aisle.payments.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import aisle.kernel.Actor;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.Money;
import aisle.kernel.OrderId;
import aisle.kernel.StoreId;
import aisle.payments.NextAction;
import aisle.payments.Payment;
import aisle.payments.PaymentMethod;
import aisle.payments.PaymentStatus;
import aisle.payments.PaymentWish;
import aisle.payments.Payments;
import aisle.payments.WantedOrders;
import aisle.platform.db.Database;
import aisle.testing.AisleTest;
import aisle.testing.Books;
import aisle.testing.Crowd;
import aisle.testing.Waiting;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Payments by the sandbox, from the wish to the last refund, and what becomes of them when it does not answer. */
@AisleTest
class SandboxPaymentsTest {
    private static final Money TEN = Money.of("10.00", "EUR");
    private static final Actor SYSTEM = Actor.system("sandbox-payments-test");

    @Inject
    Payments payments;

    @Inject
    SandboxProvider sandbox;

    @Inject
    WantedOrders orders;

    @Inject
    Database database;

    @Inject
    Books books;

    private final StoreId store = new StoreId(UUID.randomUUID());
    private final OrderId order = new OrderId(UUID.randomUUID());

    private PaymentWish wish(String token) {
        return new PaymentWish(
                store,
                order,
                PaymentMethod.SANDBOX,
                token,
                TEN,
                null,
                Instant.now().plus(Duration.ofHours(1)));
    }

    private Payment begin(PaymentWish wish) {
        orders.want(order);
        return database.transaction(tx -> payments.begin(tx, SYSTEM, wish));
    }

    private Payment pay(String token) {
        Payment begun = begin(wish(token));
        assertEquals(PaymentStatus.UNKNOWN, begun.status());
        return payments.proceed(SYSTEM, store, begun.id());
    }

    private Payment only() {
        return database.read(handle -> payments.of(handle, store, order)).getFirst();
    }

    private void await(PaymentStatus status) {
        Waiting.until("the payment is " + status, () -> only().status() == status);
    }

    private void capture(String amount) {
        database.transaction(tx -> {
            payments.capture(tx, SYSTEM, store, order, Money.of(amount, "EUR"));
            return true;
        });
        payments.proceed(SYSTEM, store, order);
    }

    private void refund(String amount) {
        UUID refund = UUID.randomUUID();
        database.transaction(tx -> {
            payments.refund(tx, SYSTEM, store, order, Money.of(amount, "EUR"), refund);
            return true;
        });
        payments.proceedWithRefund(SYSTEM, refund);
    }

    private void release() {
        database.transaction(tx -> {
            payments.release(tx, SYSTEM, store, order);
            return true;
        });
        payments.proceed(SYSTEM, store, order);
    }

    /** Both books say the same of this order. */
    private void assertBooks(String captured, String refunded) {
        assertEquals(Money.of(captured, "EUR"), only().captured());
        assertEquals(Money.of(refunded, "EUR"), only().refunded());
        assertEquals(List.of(captured + "/" + refunded), books.names("""
                        SELECT round(sum(c.captured), 2) || '/' || round(sum(c.refunded), 2)
                        FROM sandbox_charge c JOIN sandbox_request r ON r.charge = c.reference AND r.kind = 'AUTHORIZE'
                             JOIN payment_operation o ON o.provider_key = r.key
                        WHERE o.order_id = ?
                        """, order.value()));
    }

    @Test
    void moneyIsPromisedTakenAndGivenBackInParts() {
        assertEquals(PaymentStatus.AUTHORIZED, pay("tok_approve").status());
        assertEquals(List.of(PaymentStatus.AUTHORIZED), orders.told(order));
        capture("8.50");
        assertEquals(PaymentStatus.CAPTURED, only().status());
        refund("1.00");
        assertEquals(PaymentStatus.PARTIALLY_REFUNDED, only().status());
        DomainError tooMuch = assertThrows(DomainError.class, () -> refund("7.51"));
        assertEquals(ErrorCode.REFUND_EXCEEDS_CAPTURED, tooMuch.code());
        assertBooks("8.50", "1.00");
        refund("7.50");
        assertEquals(PaymentStatus.REFUNDED, only().status());
        assertBooks("8.50", "8.50");
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM payment_token WHERE payment_id = ?",
                        only().id().value()));
    }

    @Test
    void noMoreIsTakenThanIsPromised() {
        pay("tok_approve");
        DomainError tooMuch = assertThrows(DomainError.class, () -> capture("10.01"));
        assertEquals(ErrorCode.AMOUNT_NOT_AUTHORIZED, tooMuch.code());
        assertEquals(PaymentStatus.AUTHORIZED, only().status());
        assertBooks("0.00", "0.00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_decline", "tok_insufficient_funds", "4242"})
    void whatIsDeclinedBringsNothing(String token) {
        assertEquals(PaymentStatus.DECLINED, pay(token).status());
        assertEquals(List.of(PaymentStatus.DECLINED), orders.told(order));
    }

    @ParameterizedTest
    @CsvSource({"tok_timeout", "tok_lost", "tok_late"})
    void whatNobodyKnowsIsFoundOut(String token) {
        assertEquals(PaymentStatus.UNKNOWN, pay(token).status());
        await(PaymentStatus.AUTHORIZED);
        assertEquals(List.of(PaymentStatus.UNKNOWN, PaymentStatus.AUTHORIZED), orders.told(order));
        assertEquals(1, books.count("""
                        SELECT count(*) FROM sandbox_charge c JOIN sandbox_request r ON r.charge = c.reference
                             JOIN payment_operation o ON o.provider_key = r.key
                        WHERE o.order_id = ?
                        """, order.value()));
    }

    @Test
    void whatIsTakenOrGivenBackWithoutAnAnswerIsFoundOut() {
        pay("tok_capture_timeout");
        capture("9.00");
        await(PaymentStatus.CAPTURED);
        assertBooks("9.00", "0.00");
    }

    @Test
    void whatIsGivenBackWithoutAnAnswerIsFoundOut() {
        pay("tok_refund_timeout");
        capture("10.00");
        refund("4.00");
        assertThrows(DomainError.class, () -> refund("6.01"));
        await(PaymentStatus.PARTIALLY_REFUNDED);
        assertBooks("10.00", "4.00");
    }

    @Test
    void whatTheProviderRefusesToGiveBackIsShownAndCanBeTriedAgain() {
        pay("tok_refund_fails");
        capture("10.00");
        refund("4.00");
        assertEquals(PaymentStatus.CAPTURED, only().status());
        assertEquals(List.of("REFUND_FAILED"), issues());
        refund("10.00");
        assertBooks("10.00", "0.00");
    }

    private List<String> issues() {
        return books.names("SELECT kind FROM payment_issue WHERE order_id = ? AND resolved_at IS NULL", order.value());
    }

    @Test
    void theCustomerActsInTime() {
        Payment waiting = pay("tok_action");
        assertEquals(PaymentStatus.REQUIRES_ACTION, waiting.status());
        NextAction action = waiting.nextAction();
        String reference = books.names("SELECT reference FROM payment WHERE order_id = ?", order.value())
                .getFirst();
        assertEquals("/api/v1/payments/sandbox/" + reference + "/complete", action.url());
        assertEquals(true, database.<Boolean>transaction(tx -> sandbox.complete(tx, reference, true)));
        books.change("UPDATE payment_operation SET due_at = created_at WHERE order_id = ?", order.value());
        await(PaymentStatus.AUTHORIZED);
        assertEquals(List.of(PaymentStatus.REQUIRES_ACTION, PaymentStatus.AUTHORIZED), orders.told(order));
    }

    @Test
    void theCustomerActsTooLate() {
        pay("tok_action");
        books.change("UPDATE payment SET expires_at = created_at WHERE order_id = ?", order.value());
        books.change("UPDATE payment_operation SET due_at = created_at WHERE order_id = ?", order.value());
        await(PaymentStatus.VOIDED);
        assertEquals(List.of(PaymentStatus.REQUIRES_ACTION, PaymentStatus.VOIDED), orders.told(order));
        String reference = books.names("SELECT reference FROM payment WHERE order_id = ?", order.value())
                .getFirst();
        assertEquals(false, database.<Boolean>transaction(tx -> sandbox.complete(tx, reference, true)));
    }

    @Test
    void moneyThatNobodyWantsIsGivenBackAndShown() {
        begin(wish("tok_approve"));
        orders.wantNoMore(order);
        payments.proceed(SYSTEM, store, only().id());
        await(PaymentStatus.VOIDED);
        assertEquals(
                List.of("MONEY_WITHOUT_ORDER"),
                books.names(
                        "SELECT kind FROM payment_issue WHERE order_id = ? AND resolved_at IS NOT NULL",
                        order.value()));
        assertEquals(List.of("CANCELED"), books.names("""
                        SELECT c.state FROM sandbox_charge c JOIN payment p ON p.reference = c.reference
                        WHERE p.order_id = ?
                        """, order.value()));
    }

    @Test
    void whatWasBegunByAProcessThatDiedIsDoneInTheBackground() {
        begin(wish("tok_approve"));
        books.change("UPDATE payment_operation SET due_at = created_at WHERE order_id = ?", order.value());
        await(PaymentStatus.AUTHORIZED);
    }

    @Test
    void whatNobodyWaitsForAnyMoreIsNotAskedFor() {
        begin(wish("tok_approve"));
        books.change("UPDATE payment SET expires_at = created_at WHERE order_id = ?", order.value());
        books.change("UPDATE payment_operation SET due_at = created_at WHERE order_id = ?", order.value());
        await(PaymentStatus.DECLINED);
        assertEquals(0, books.count("""
                        SELECT count(*) FROM sandbox_request r JOIN payment_operation o ON o.provider_key = r.key
                        WHERE o.order_id = ?
                        """, order.value()));
    }

    @Test
    void aPromiseThatWouldNotLastIsAskedForLater() {
        Instant delivery = Instant.now().plus(Duration.ofDays(12));
        Payment later = begin(
                new PaymentWish(store, order, PaymentMethod.SANDBOX, "tok_approve", TEN, delivery, Instant.now()));
        assertTrue(later.isLater());
        assertEquals(
                PaymentStatus.UNKNOWN,
                payments.proceed(SYSTEM, store, later.id()).status());
        assertEquals(List.of(), orders.told(order));
        books.change("UPDATE payment_operation SET due_at = created_at WHERE order_id = ?", order.value());
        await(PaymentStatus.AUTHORIZED);
    }

    @Test
    void aPromiseForLaterThatIsDeclinedIsShown() {
        Instant delivery = Instant.now().plus(Duration.ofDays(12));
        begin(new PaymentWish(store, order, PaymentMethod.SANDBOX, "tok_decline", TEN, delivery, delivery));
        books.change("UPDATE payment_operation SET due_at = created_at WHERE order_id = ?", order.value());
        await(PaymentStatus.DECLINED);
        assertEquals(List.of("LATE_AUTHORIZATION_DECLINED"), issues());
    }

    @Test
    void aPromiseForLaterIsWithdrawnWithTheOrder() {
        Instant delivery = Instant.now().plus(Duration.ofDays(12));
        begin(new PaymentWish(store, order, PaymentMethod.SANDBOX, "tok_approve", TEN, delivery, Instant.now()));
        release();
        assertEquals(PaymentStatus.VOIDED, only().status());
        assertEquals(
                0,
                books.count(
                        "SELECT count(*) FROM payment_operation WHERE order_id = ? AND due_at IS NOT NULL",
                        order.value()));
    }

    @Test
    void whatIsReleasedWhileNobodyKnowsIsLetGoOfInTheEnd() {
        pay("tok_timeout");
        orders.wantNoMore(order);
        release();
        await(PaymentStatus.VOIDED);
        assertBooks("0.00", "0.00");
    }

    @Test
    void releasedMoneyIsLetGoOfOrGivenBack() {
        pay("tok_void_timeout");
        release();
        await(PaymentStatus.VOIDED);
    }

    @Test
    void takenMoneyIsGivenBackWhenReleased() {
        pay("tok_approve");
        capture("9.99");
        release();
        assertEquals(PaymentStatus.REFUNDED, only().status());
        assertBooks("9.99", "9.99");
    }

    @Test
    void whatIsPaidAtTheDoorOrTheCounterAsksNobody() {
        Payment cash = database.transaction(tx -> payments.begin(
                tx, SYSTEM, new PaymentWish(store, order, PaymentMethod.CASH, null, TEN, null, Instant.now())));
        assertEquals(PaymentStatus.CAPTURED, cash.status());
        refund("10.00");
        assertEquals(PaymentStatus.REFUNDED, only().status());
    }

    @Test
    void manyRefundsAtOnceNeverExceedWhatWasTaken() {
        pay("tok_approve");
        capture("10.00");
        List<Boolean> done = Crowd.atOnce(24, i -> () -> {
            try {
                refund("1.00");
                return true;
            } catch (DomainError refused) {
                assertEquals(ErrorCode.REFUND_EXCEEDS_CAPTURED, refused.code());
                return false;
            }
        });
        assertEquals(10, done.stream().filter(one -> one).count());
        await(PaymentStatus.REFUNDED);
        assertBooks("10.00", "10.00");
    }

    @Test
    void ofTakingAndLettingGoAtOnceOneWins() {
        pay("tok_approve");
        List<String> results = Crowd.atOnce(16, i -> () -> {
            try {
                if (i % 2 == 0) {
                    capture("10.00");
                    return "captured";
                }
                database.transaction(tx -> {
                    if (payments.lock(tx, store, order).getFirst().status() == PaymentStatus.AUTHORIZED) {
                        payments.release(tx, SYSTEM, store, order);
                        return "released";
                    }
                    return "nothing";
                });
                payments.proceed(SYSTEM, store, order);
                return "released";
            } catch (DomainError refused) {
                return refused.code().name();
            }
        });
        assertTrue(Stream.of("captured", "released").anyMatch(results::contains), results::toString);
        Waiting.until("it has an end", () -> only().status() != PaymentStatus.AUTHORIZED);
        boolean taken = only().status() == PaymentStatus.CAPTURED;
        assertEquals(
                1,
                books.count(
                        "SELECT count(*) FROM payment_operation WHERE order_id = ? AND kind IN ('CAPTURE', 'VOID')",
                        order.value()));
        assertBooks(taken ? "10.00" : "0.00", "0.00");
    }

    @Test
    void askedTwiceWithOneKeyItActsOnce() {
        Payment begun = begin(wish("tok_slow"));
        Crowd.atOnce(8, i -> () -> payments.proceed(SYSTEM, store, begun.id()));
        await(PaymentStatus.AUTHORIZED);
        assertEquals(List.of(PaymentStatus.AUTHORIZED), orders.told(order));
        assertEquals(
                List.of("1"),
                books.names("SELECT attempts::text FROM payment_operation WHERE order_id = ?", order.value()));
    }
}
