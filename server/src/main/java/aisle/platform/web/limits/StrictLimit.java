package aisle.platform.web.limits;

import aisle.platform.limits.StrictLimits;
import aisle.platform.limits.StrictPolicy;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Counts each call of this operation against its caller's address, before the body is read. The use case counts the
 * account itself, with {@link StrictLimits#countAccount}.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface StrictLimit {
    StrictPolicy value();
}
