package aisle.platform.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;

/** Makes the one {@link ObjectMapper}: as the framework would, but over a parser that is strict. */
class ObjectMappers {
    @Produces
    @Singleton
    ObjectMapper objectMapper(@All List<ObjectMapperCustomizer> customizers) {
        ObjectMapper mapper = new ObjectMapper(new StrictJsonFactory());
        customizers.stream()
                .sorted(Comparator.comparingInt(ObjectMapperCustomizer::priority)
                        .reversed())
                .forEach(customizer -> customizer.customize(mapper));
        return mapper;
    }
}
