package aisle.payments;

/** How an order is paid. */
public enum PaymentMethod {
    /** Cash or card at the door or at the counter; nothing is charged before. */
    ON_DELIVERY(false),
    /** Cash at a counter, now. */
    CASH(false),
    /** A card at the terminal of a counter, which is a machine of its own. */
    CARD_TERMINAL(false),
    /** A provider that is built in and moves no money, for trying things out. */
    SANDBOX(true),
    STRIPE(true);

    private final boolean online;

    PaymentMethod(boolean online) {
        this.online = online;
    }

    /** Whether a provider is asked over the network, so that the answer is not known within the transaction that begins. */
    public boolean isOnline() {
        return online;
    }
}
