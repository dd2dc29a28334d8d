package aisle.checkout;

import aisle.accounts.Contact;
import aisle.accounts.Emails;
import aisle.cart.Cart;
import aisle.cart.CartOwner;
import aisle.cart.CartOwners;
import aisle.cart.Carts;
import aisle.kernel.Actor;
import aisle.kernel.AddressId;
import aisle.kernel.DomainError;
import aisle.kernel.ErrorCode;
import aisle.kernel.SlotHoldId;
import aisle.kernel.SlotId;
import aisle.kernel.StoreId;
import aisle.orders.FulfillmentType;
import aisle.orders.OrderAddress;
import aisle.orders.OrderView;
import aisle.orders.SubstitutionPolicy;
import aisle.payments.PaymentMethod;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.json.MoneyInput;
import aisle.platform.web.Caller;
import aisle.platform.web.Data;
import aisle.platform.web.GuestToken;
import aisle.platform.web.NoCardNumbers;
import aisle.platform.web.Progress;
import aisle.platform.web.Writes;
import aisle.platform.web.idempotency.RequestKey;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** HTTP of buying what is in a cart. */
@Path("/api/v1/checkout")
@Tag(name = "Checkout")
public class CheckoutResource {
    private final Checkout checkout;
    private final DeliveryAddresses delivery;
    private final PlaceOrderAnswers answers;
    private final Carts carts;
    private final CartOwners owners;
    private final Database database;
    private final Writes writes;
    private final Caller caller;

    CheckoutResource(
            Checkout checkout,
            DeliveryAddresses delivery,
            PlaceOrderAnswers answers,
            Carts carts,
            CartOwners owners,
            Database database,
            Writes writes,
            Caller caller) {
        this.checkout = checkout;
        this.delivery = delivery;
        this.answers = answers;
        this.carts = carts;
        this.owners = owners;
        this.database = database;
        this.writes = writes;
        this.caller = caller;
    }

    /** How and when the goods are to reach the customer. */
    @Schema(name = "CheckoutPreviewRequest")
    public record PreviewRequest(
            @NotNull FulfillmentType fulfillmentType,
            @Nullable StoreId storeId,
            @Nullable @Valid OrderAddress address,
            @Nullable AddressId addressId,
            @Nullable SlotId deliverySlotId,
            @Nullable SubstitutionPolicy substitutionPolicy) {}

    /** How to reach somebody who is not signed in. */
    @Schema(name = "GuestContact")
    public record GuestContact(
            @NotBlank @Size(max = Emails.MAX_LENGTH) @Pattern(regexp = Emails.FORM, message = Emails.MESSAGE)
            String email,

            @NotBlank @Size(max = 200) String fullName,
            @Nullable @Size(max = 40) String phone) {
        Contact contact() {
            return new Contact(fullName.strip(), Emails.require(email), phone);
        }
    }

    /** The wish to buy what is in the cart. */
    @Schema(name = "CheckoutConfirmRequest")
    public record ConfirmRequest(
            @NotNull FulfillmentType fulfillmentType,
            @NotNull PaymentMethod paymentMethod,
            @Nullable @Size(max = 200) String paymentToken,
            @Nullable StoreId storeId,
            @Nullable @Valid GuestContact contact,
            @Nullable @Valid OrderAddress address,
            @Nullable AddressId addressId,
            @Nullable Boolean saveAsDefault,
            @Nullable SlotId deliverySlotId,
            @Nullable SlotHoldId slotHoldId,
            @Nullable SubstitutionPolicy substitutionPolicy,
            @Nullable MoneyInput expectedTotal,
            @Nullable @Size(max = 500) String note)
            implements PlaceOrderRequest {}

    @POST
    @Path("/preview")
    @PermitAll
    @Operation(operationId = "previewCheckout", summary = "See what your cart would cost, why, and what is missing")
    public Data<CheckoutPreview> preview(@BeanParam GuestToken guest, @NotNull @Valid PreviewRequest request) {
        Actor actor = caller.actor();
        CartOwner owner = owners.of(actor, guest);
        return database.read(handle -> {
            Cart cart = carts.find(handle, owner);
            OrderAddress address = delivery.of(handle, actor, request.address(), request.addressId());
            Checkout.Preview preview = checkout.preview(
                    handle, cart, request.storeId(), request.fulfillmentType(), address, request.deliverySlotId());
            return new Data<>(CheckoutPreview.of(preview, cart));
        });
    }

    @POST
    @NoCardNumbers
    @Path("/confirm")
    @PermitAll
    @ResponseStatus(201)
    @Operation(operationId = "confirmCheckout", summary = "Order what is in your cart")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            required = true,
            schema = @Schema(type = SchemaType.STRING))
    public RestResponse<Data<OrderView>> confirm(@BeanParam GuestToken guest, @NotNull @Valid ConfirmRequest request) {
        CartOwner owner = owners.of(caller.actor(), guest);
        Contact contact = contact(owner, request);
        return writes.performInSteps(request, (tx, key) -> confirm(tx, key, owner, contact, request));
    }

    private Progress<OrderView> confirm(
            Tx tx, RequestKey key, CartOwner owner, @Nullable Contact contact, ConfirmRequest request) {
        Actor actor = caller.actor();
        PlaceOrderOutcome earlier = checkout.earlier(tx, actor, request.paymentMethod(), key);
        if (earlier != null) {
            return answers.of(earlier);
        }
        OrderAddress address = delivery.of(tx.handle(), actor, request.address(), request.addressId());
        delivery.keep(tx, actor, request);
        return answers.of(checkout.confirm(tx, actor, owner, contact, request.wish(address), key));
    }

    /** Of a guest, who must say how to be reached; of nobody else. */
    private static @Nullable Contact contact(CartOwner owner, ConfirmRequest request) {
        GuestContact contact = request.contact();
        return switch (owner) {
            case CartOwner.User ignored -> {
                if (contact != null) {
                    throw DomainError.invalid("contact", "conflict", "You are signed in; your own data counts.");
                }
                yield null;
            }
            case CartOwner.Guest ignored -> {
                if (contact == null) {
                    throw DomainError.of(
                            ErrorCode.UNAUTHENTICATED, "Sign in first, or send a contact by which you can be reached.");
                }
                if (Boolean.TRUE.equals(request.saveAsDefault())) {
                    throw DomainError.invalid("save_as_default", "conflict", "Only who is signed in keeps addresses.");
                }
                yield contact.contact();
            }
        };
    }
}
