package aisle.tags;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;

/** Counts what was done with tags, once it is certain. */
@Startup // what it counts is shown from the start
@Singleton
class TagMetrics {
    final Counter created;
    final Counter linked;
    final Counter unlinked;

    TagMetrics(MeterRegistry metrics) {
        created = Counter.builder("tags_created").description("Tags created").register(metrics);
        linked = Counter.builder("product_tag_link")
                .description("Tags given to products")
                .register(metrics);
        unlinked = Counter.builder("product_tag_unlink")
                .description("Tags taken from products")
                .register(metrics);
    }
}
