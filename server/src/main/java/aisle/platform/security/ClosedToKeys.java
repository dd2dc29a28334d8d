package aisle.platform.security;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a resource whose operations no API key may ever call, whatever roles they name: those that decide who may do what.
 * Whoever finds a key must not be able to make itself at home.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ClosedToKeys {}
