package aisle.settlement;

import aisle.kernel.Money;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What one of the staff collected on a day.
 *
 * @param handedOver what of the cash arrived in the store; null before anybody said
 * @param difference what arrived beyond what was collected, negative when something is missing; null likewise
 */
@Schema(name = "CollectedByStaff")
public record CollectedBy(
        UUID collectorId,
        int orders,
        Money cash,
        Money card,
        @Nullable Money handedOver,
        @Nullable Money difference) {
    /** How it was paid at the door. */
    @Schema(name = "CollectionMeans")
    public enum Means {
        CASH,
        CARD
    }
}
