package aisle.platform.web;

/** The envelope of one result. */
public record Data<T>(T data) implements Envelope {}
