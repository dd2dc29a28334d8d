package aisle.stores;

import com.fasterxml.jackson.annotation.JsonFormat;
import jakarta.validation.constraints.NotNull;
import java.time.LocalTime;

/** One span of a day in which a store is open, in the store's time zone; {@code close} is not after midnight. */
public record OpeningHours(
        @NotNull @JsonFormat(pattern = "HH:mm") LocalTime open,
        @NotNull @JsonFormat(pattern = "HH:mm") LocalTime close) {}
