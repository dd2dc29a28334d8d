package aisle.accounts;

/** Where the personal data of people is sealed, see {@link aisle.platform.crypto.Sealing#seal}. */
public final class SealedPlaces {
    public static final String USER_EMAIL = UserDao.EMAIL_PLACE;
    public static final String USER_PERSON = UserDao.PERSON_PLACE;
    public static final String CUSTOMER_PERSON = CustomerDao.PERSON_PLACE;
    public static final String CUSTOMER_ADDRESS = "customer_address.address";

    private SealedPlaces() {}
}
