package aisle.customers;

import aisle.accounts.Customers;
import aisle.accounts.Emails;
import aisle.accounts.SearchTokens;
import aisle.audit.Audit;
import aisle.kernel.Actor;
import aisle.kernel.CustomerId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.kernel.Page;
import aisle.kernel.PageRequest;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The customers as the staff keep them: write one down, change it, find it. */
@Singleton
public class CustomerRegister {
    private final CustomerRegisterDao dao;
    private final Customers customers;
    private final SearchTokens tokens;
    private final Database database;
    private final Audit audit;
    private final Time time;
    private final Ids ids;

    CustomerRegister(
            Sealing sealing,
            Json json,
            Customers customers,
            SearchTokens tokens,
            Database database,
            Audit audit,
            Time time,
            Ids ids) {
        this.dao = new CustomerRegisterDao(sealing, json, tokens);
        this.customers = customers;
        this.tokens = tokens;
        this.database = database;
        this.audit = audit;
        this.time = time;
        this.ids = ids;
    }

    /**
     * Writes down a customer who has no sign-in.
     *
     * @throws DomainError {@link ErrorCode#CUSTOMER_EXISTS}
     */
    public Customer create(Tx tx, Actor actor, CustomerDetails details) {
        mustBeNobodys(tx, details.email());
        Instant now = time.now();
        Customer customer = customer(new CustomerId(ids.next()), details, 1, now, now);
        dao.insert(tx, customer);
        audit.record(tx, actor, "customer.created", "customer", customer.id().value(), null, Map.of());
        return customer;
    }

    /**
     * Changes what is said about a customer who has no sign-in.
     *
     * @throws DomainError {@link ErrorCode#CUSTOMER_NOT_FOUND}; {@link ErrorCode#CUSTOMER_HAS_ACCOUNT};
     *     {@link ErrorCode#CUSTOMER_EXISTS}
     */
    public Customer change(
            Tx tx, Actor actor, CustomerId id, ExpectedVersion expected, UnaryOperator<CustomerDetails> change) {
        Customer before = dao.lock(tx, id) ? dao.find(tx.handle(), id) : null;
        if (before == null) {
            throw notFound();
        }
        expected.mustAllow(before.version());
        if (before.userId() != null) {
            throw DomainError.of(
                    ErrorCode.CUSTOMER_HAS_ACCOUNT,
                    "This customer has a sign-in and changes its data itself, or an ADMIN changes the user.");
        }
        CustomerDetails details = change.apply(CustomerDetails.of(before));
        if (!Objects.equals(details.email(), before.email())) {
            mustBeNobodys(tx, details.email());
        }
        Customer after = customer(id, details, before.version() + 1, before.createdAt(), time.now());
        dao.update(tx, after);
        audit.record(
                tx,
                actor,
                "customer.changed",
                "customer",
                id.value(),
                null,
                Map.of("fields", changedFields(before, after)));
        return after;
    }

    /** @throws DomainError {@link ErrorCode#CUSTOMER_NOT_FOUND} */
    public Customer get(CustomerId id) {
        Customer customer = database.read(handle -> dao.find(handle, id));
        if (customer == null) {
            throw notFound();
        }
        return customer;
    }

    /**
     * Customers, the newest first; with a text, the one who has this e-mail address, or those whose names have words that
     * begin like its words, accents and case ignored.
     */
    public Page<Customer> list(@Nullable String text, PageRequest page) {
        if (text == null) {
            return database.read(handle -> dao.list(handle, page));
        }
        String email = Objects.requireNonNull(Emails.normalise(text));
        if (email.indexOf('@') >= 0) {
            return database.read(handle -> dao.findByEmail(handle, email, page));
        }
        List<String> wanted = tokens.query(text);
        if (wanted.isEmpty()) {
            throw DomainError.invalid("q", "no_word", "must have a letter or a digit");
        }
        return database.read(handle -> dao.findByName(handle, wanted, page));
    }

    private void mustBeNobodys(Tx tx, @Nullable String email) {
        if (email != null) {
            customers.mustBeNobodys(tx, email);
        }
    }

    private static Customer customer(
            CustomerId id, CustomerDetails details, long version, Instant createdAt, Instant updatedAt) {
        String phone = details.phone();
        return new Customer(
                id,
                details.fullName().strip(),
                details.email(),
                phone == null || phone.isBlank() ? null : phone.strip(),
                null,
                version,
                createdAt,
                updatedAt);
    }

    /** Names only: what was and what is would be personal. */
    private static List<String> changedFields(Customer before, Customer after) {
        return Stream.of(
                        Objects.equals(before.email(), after.email()) ? "" : "email",
                        before.fullName().equals(after.fullName()) ? "" : "full_name",
                        Objects.equals(before.phone(), after.phone()) ? "" : "phone")
                .filter(field -> !field.isEmpty())
                .toList();
    }

    static DomainError notFound() {
        return DomainError.of(ErrorCode.CUSTOMER_NOT_FOUND, "There is no customer with this id.");
    }
}
