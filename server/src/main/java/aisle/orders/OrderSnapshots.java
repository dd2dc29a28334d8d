package aisle.orders;

import aisle.accounts.Contact;
import aisle.platform.crypto.Sealing;
import aisle.platform.json.Json;
import org.jspecify.annotations.Nullable;

/** The personal data of an order as it was when the order was placed; encrypted where it is kept. */
final class OrderSnapshots {
    static final String CONTACT = "orders.contact";
    static final String ADDRESS = "orders.address";

    private final Sealing sealing;
    private final Json json;

    OrderSnapshots(Sealing sealing, Json json) {
        this.sealing = sealing;
        this.json = json;
    }

    byte @Nullable [] seal(@Nullable Contact contact) {
        return contact == null ? null : sealing.seal(CONTACT, json.write(contact));
    }

    byte @Nullable [] seal(@Nullable OrderAddress address) {
        return address == null ? null : sealing.seal(ADDRESS, json.write(address));
    }

    @Nullable
    Contact contact(byte @Nullable [] sealed) {
        return sealed == null ? null : json.read(sealing.open(CONTACT, sealed), Contact.class);
    }

    @Nullable
    OrderAddress address(byte @Nullable [] sealed) {
        return sealed == null ? null : json.read(sealing.open(ADDRESS, sealed), OrderAddress.class);
    }
}
