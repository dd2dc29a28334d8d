package aisle.platform.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.platform.config.AppEnvironment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricsAccessTest {
    private static final String TOKEN = "0123456789abcdef0123456789abcdef";

    @ParameterizedTest
    @CsvSource({
        // Nothing set.
        "DEVELOPMENT, false, '', 203.0.113.9,    ,                                           true",
        "STAGING,     false, '', 203.0.113.9,    ,                                           true",
        "PRODUCTION,  false, '', 203.0.113.9,    ,                                           false",
        "PRODUCTION,  false, '', 127.0.0.1,      ,                                           false",
        "PRODUCTION,  false, '', 127.0.0.1,      Bearer ,                                    false",
        // A token.
        "PRODUCTION,  true,  '', 203.0.113.9,    Bearer 0123456789abcdef0123456789abcdef,    true",
        "PRODUCTION,  true,  '', 203.0.113.9,    bearer  0123456789abcdef0123456789abcdef,   true",
        "PRODUCTION,  true,  '', 203.0.113.9,    Bearer 0123456789abcdef0123456789abcde0,    false",
        "PRODUCTION,  true,  '', 203.0.113.9,    Bearer 0123456789abcdef0123456789abcdef00,  false",
        "PRODUCTION,  true,  '', 203.0.113.9,    Basic 0123456789abcdef0123456789abcdef,     false",
        "PRODUCTION,  true,  '', 203.0.113.9,    ,                                           false",
        "DEVELOPMENT, true,  '', 127.0.0.1,      ,                                           false",
        // Networks.
        "PRODUCTION,  false, '10.0.0.0/8, 2001:db8::/32', 10.1.2.3,      , true",
        "PRODUCTION,  false, '10.0.0.0/8, 2001:db8::/32', 2001:db8::1,   , true",
        "PRODUCTION,  false, '10.0.0.0/8, 2001:db8::/32', 11.1.2.3,      , false",
        "PRODUCTION,  false, '10.0.0.0/8, 2001:db8::/32', unknown,       , false",
        "PRODUCTION,  false, '10.0.0.0/8, 2001:db8::/32', ,              , false",
        "DEVELOPMENT, false, 10.0.0.0/8,                  127.0.0.1,     , false",
        // Either suffices.
        "PRODUCTION,  true,  10.0.0.0/8, 10.1.2.3,    ,                                        true",
        "PRODUCTION,  true,  10.0.0.0/8, 203.0.113.9, Bearer 0123456789abcdef0123456789abcdef, true",
        "PRODUCTION,  true,  10.0.0.0/8, 203.0.113.9, Bearer wrong,                            false"
    })
    void metricsAreShownToWhoKnowsTheTokenOrIsNear(
            AppEnvironment environment,
            boolean token,
            String networks,
            String address,
            String authorization,
            boolean allowed) {
        MetricsAccess access = new MetricsAccess(environment, token ? TOKEN : null, networks);

        assertEquals(allowed, access.allows(address, authorization));
    }
}
