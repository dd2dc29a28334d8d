package aisle.kernel;

/** Every error code that the API answers, each with its HTTP status. {@code docs/errors.md} explains them. */
public enum ErrorCode {
    // Requests
    MALFORMED_REQUEST(400),
    VALIDATION_ERROR(400),
    MISSING_IDEMPOTENCY_KEY(400),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    NOT_ACCEPTABLE(406),
    PRECONDITION_FAILED(412),
    PAYLOAD_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    IDEMPOTENCY_IN_PROGRESS(409),
    IDEMPOTENCY_KEY_REUSED(422),
    RATE_LIMITED(429),
    INTERNAL_ERROR(500),
    DATABASE_UNAVAILABLE(503),
    SERVER_BUSY(503),

    // Access
    UNAUTHENTICATED(401),
    TOKEN_EXPIRED(401),
    TOKEN_INVALID(401),
    TOKEN_REVOKED(401),
    TOKEN_REUSED(401),
    INVALID_CREDENTIALS(401),
    FORBIDDEN(403),
    WRONG_STORE(403),
    EMAIL_TAKEN(409),
    USER_NOT_FOUND(404),
    CUSTOMER_NOT_FOUND(404),

    // Stores and catalog
    STORE_NOT_FOUND(404),
    STORE_NAME_TAKEN(409),
    STORE_INACTIVE(422),
    STORE_REQUIRED(422),
    TAG_NOT_FOUND(404),
    CATEGORY_NOT_FOUND(404),
    CATEGORY_NAME_TAKEN(409),
    CATEGORY_CYCLE(422),
    CATEGORY_IN_USE(409),
    PRODUCT_NOT_FOUND(404),
    PRODUCT_UNAVAILABLE(422),
    SKU_TAKEN(409),
    CURRENCY_MISMATCH(422),
    IMPORT_NOT_FOUND(404),
    IMPORT_FINISHED(409),

    // Stock
    STOCK_NOT_FOUND(404),
    STOCK_CHANGED(409),
    INSUFFICIENT_STOCK(409),
    RESERVED_STOCK(409),

    // Carts, checkout, orders
    CART_LINE_NOT_FOUND(404),
    CART_EMPTY(422),
    TOO_MANY_LINES(422),
    PRICE_CHANGED(409),
    AMOUNT_TOO_LARGE(422),
    ADDRESS_REQUIRED(422),
    ADDRESS_NOT_SERVED(422),
    PAYMENT_METHOD_UNAVAILABLE(422),
    ORDER_NOT_FOUND(404);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** The HTTP status that goes with this code. */
    public int status() {
        return status;
    }
}
