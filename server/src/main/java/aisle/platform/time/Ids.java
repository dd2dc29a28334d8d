package aisle.platform.time;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Makes ids: UUID version 7 (RFC 9562), which sort by the time they were made and so keep index pages warm. */
@Singleton
public class Ids {
    public UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
