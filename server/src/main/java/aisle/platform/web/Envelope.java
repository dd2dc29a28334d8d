package aisle.platform.web;

/** What an answer comes in; as a whole it has an entity tag. */
public interface Envelope {}
