package aisle.delivery;

import aisle.kernel.SlotId;
import aisle.kernel.SlotTemplateId;
import aisle.kernel.StoreId;
import aisle.platform.db.Columns;
import aisle.platform.json.Json;
import com.fasterxml.jackson.core.type.TypeReference;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.List;

/** Reads slots from rows of {@code delivery_slot} with the {@code timezone} of their store. */
final class SlotRows {
    private static final TypeReference<List<SlotZone>> ZONES = new TypeReference<>() {};

    private final Json json;

    SlotRows(Json json) {
        this.json = json;
    }

    Slot slot(ResultSet row) throws SQLException {
        return new Slot(
                Columns.id(row, "id", SlotId::new),
                Columns.id(row, "store_id", StoreId::new),
                ZoneId.of(row.getString("timezone")),
                Columns.idOrNull(row, "template_id", SlotTemplateId::new),
                Columns.constant(row, "type", SlotType.class),
                Columns.instant(row, "starts_at"),
                Columns.instant(row, "ends_at"),
                row.getInt("cutoff_minutes"),
                Columns.instant(row, "cutoff_at"),
                row.getInt("capacity"),
                row.getInt("booked"),
                row.getObject("item_capacity", Integer.class),
                row.getLong("booked_items"),
                Columns.money(row, "fee", "currency"),
                zones(row),
                row.getBoolean("only_zones"),
                row.getBoolean("active"),
                row.getLong("version"),
                Columns.instant(row, "created_at"),
                Columns.instant(row, "updated_at"));
    }

    List<SlotZone> zones(ResultSet row) throws SQLException {
        return json.read(row.getString("zones"), ZONES);
    }

    String written(List<SlotZone> zones) {
        return json.write(zones);
    }
}
