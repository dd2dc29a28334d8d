package aisle.platform.web.idempotency;

/**
 * By what an operation of several transactions knows a repeated request again.
 *
 * @param scope a hash of caller, method, path and Idempotency-Key
 * @param fingerprint of the body
 */
public record RequestKey(byte[] scope, byte[] fingerprint) {}
