package aisle.checkout;

import aisle.accounts.profile.Address;
import aisle.accounts.profile.AddressDetails;
import aisle.accounts.profile.Addresses;
import aisle.kernel.Actor;
import aisle.kernel.AddressId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.ExpectedVersion;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.platform.db.Tx;
import jakarta.inject.Singleton;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Where an order goes: an address that the request brings, or one that the customer keeps. */
@Singleton
class DeliveryAddresses {
    private final Addresses addresses;

    DeliveryAddresses(Addresses addresses) {
        this.addresses = addresses;
    }

    /**
     * The address of a request, or null when it has none.
     *
     * @throws DomainError {@link ErrorCode#VALIDATION_ERROR} when it has two, {@link ErrorCode#ADDRESS_NOT_FOUND} when the
     *     actor keeps no such address, {@link ErrorCode#UNAUTHENTICATED} for a guest, who keeps none
     */
    @Nullable
    OrderAddress of(Handle handle, Actor actor, @Nullable OrderAddress brought, @Nullable AddressId kept) {
        if (kept == null) {
            return brought;
        }
        if (brought != null) {
            throw DomainError.invalid("address_id", "conflict", "Send either an address or the id of one, not both.");
        }
        Address address = addresses.get(handle, actor.signedIn(), kept);
        return new OrderAddress(
                address.fullName(),
                address.phone(),
                address.line1(),
                address.line2(),
                address.city(),
                address.region(),
                address.postcode(),
                address.country());
    }

    /** Keeps the address of a delivery as the customer's default, if the request says so. */
    void keep(Tx tx, Actor actor, PlaceOrderRequest request) {
        if (!Boolean.TRUE.equals(request.saveAsDefault()) || request.fulfillmentType() != FulfillmentType.DELIVERY) {
            return;
        }
        OrderAddress brought = request.address();
        if (request.addressId() != null) {
            addresses.makeDefault(tx, actor, request.addressId(), ExpectedVersion.ANY);
        } else if (brought != null) {
            addresses.add(tx, actor, details(brought));
        }
    }

    private static AddressDetails details(OrderAddress address) {
        return new AddressDetails(
                null,
                address.fullName(),
                address.phone(),
                address.line1(),
                address.line2(),
                address.city(),
                address.region(),
                address.postcode(),
                address.country(),
                true);
    }
}
