package aisle.mail;

/** A way to send mail. It is called outside of any transaction and may take some seconds. */
interface Mailer {
    /**
     * Sends a mail.
     *
     * @throws MailFailure when it was not taken, or when that is not known
     */
    void send(OutgoingMail mail);
}
