package aisle.platform.web;

import java.util.Set;

/**
 * An operation of the API as API keys see it.
 *
 * @param group the group of operations that it belongs to, such as {@code products:read}
 * @param wholeChain whether it is for ADMIN alone, who acts in every store: no store is asked about then
 */
record ApiOperation(String id, String group, Access access, boolean wholeChain) {
    enum Access {
        /** It takes no rights. A scope may name it nevertheless, since groups have such operations too. */
        ANYONE,
        /** A key needs a scope for it. */
        KEYS,
        /** No scope names it: only people do it, or somebody who is nobody yet. */
        PEOPLE
    }

    boolean isAmong(Set<String> scopes) {
        return access != Access.PEOPLE && (scopes.contains(id) || scopes.contains(group));
    }
}
