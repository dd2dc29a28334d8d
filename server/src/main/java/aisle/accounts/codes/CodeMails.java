package aisle.accounts.codes;

import aisle.accounts.User;
import aisle.accounts.Users;
import aisle.kernel.UserId;
import aisle.mail.Mail;
import aisle.mail.MailKind;
import aisle.mail.Mails;
import aisle.platform.config.AisleConfig;
import aisle.platform.crypto.Sealing;
import aisle.platform.db.Tx;
import aisle.platform.json.Json;
import aisle.platform.outbox.Event;
import aisle.platform.outbox.Subscriber;
import aisle.platform.time.Secrets;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Works out what becomes of a request that only left a note: who has the address, which code or link there is, and which
 * mail goes out. Here, where nobody waits for an answer, it may be seen how long that takes.
 */
@Singleton
class CodeMails implements Subscriber {
    /** So many registrations of one address may wait, each with a code of its own. */
    private static final int MOST_WAITING = 3;

    private static final int CODES = 1_000_000;

    private final CodeDao dao;
    private final Users users;
    private final Mails mails;
    private final Sealing sealing;
    private final Secrets secrets;
    private final Time time;
    private final String resetPage;

    CodeMails(Users users, Mails mails, Sealing sealing, Json json, Secrets secrets, Time time, AisleConfig config) {
        this.dao = new CodeDao(sealing, json);
        this.users = users;
        this.mails = mails;
        this.sealing = sealing;
        this.secrets = secrets;
        this.time = time;
        this.resetPage = config.mail().passwordResetUrl();
    }

    @Override
    public String name() {
        return "code-mails";
    }

    @Override
    public boolean wants(String eventType) {
        return Purpose.REGISTRATION.requested().equals(eventType)
                || Purpose.PASSWORD_RESET.requested().equals(eventType);
    }

    @Override
    public void handle(Tx tx, Event event) {
        CodeDao.Row note = dao.lock(tx, UUID.fromString(event.aggregateId()), time.now());
        if (note == null || note.codeHash() != null) {
            // Too late, confirmed by another code meanwhile, or done.
            return;
        }
        if (Purpose.PASSWORD_RESET.requested().equals(event.type())) {
            sendLink(tx, note);
        } else {
            sendCode(tx, note);
        }
    }

    private void sendLink(Tx tx, CodeDao.Row note) {
        Optional<User> user =
                users.findByEmail(tx.handle(), note.pending().email()).filter(User::active);
        if (user.isEmpty()) {
            dao.delete(tx, List.of(note.id()));
            return;
        }
        String token = secrets.token(Links.TOKEN_BYTES);
        Instant end = time.now().plus(Purpose.PASSWORD_RESET.life());
        dao.setUser(tx, note.id(), user.get().id());
        dao.setCode(tx, note.id(), note.pending(), sealing.lookupHash(token), end, end);
        mails.send(
                tx,
                new Mail(
                        "password_reset:" + note.id(),
                        MailKind.PASSWORD_RESET,
                        user.get().id(),
                        user.get().email(),
                        Links.values(resetPage, token, Purpose.PASSWORD_RESET),
                        end));
    }

    private void sendCode(Tx tx, CodeDao.Row note) {
        String email = note.pending().email();
        List<CodeDao.Row> others = dao.lockRegistrations(tx, email, time.now()).stream()
                .filter(row -> !row.id().equals(note.id()) && row.codeHash() != null)
                .toList();
        Optional<Pending> pending = note.pending().account() != null
                ? Optional.of(note.pending())
                : others.stream().map(CodeDao.Row::pending).findFirst();
        UserId known = users.findByEmail(tx.handle(), email).map(User::id).orElse(null);
        if (known != null || pending.isEmpty()) {
            dao.delete(tx, List.of(note.id()));
            if (known != null && note.pending().account() != null) {
                mails.send(tx, mail(note, MailKind.REGISTRATION_KNOWN, known, Map.of()));
            }
            return;
        }
        // Another code takes the place of the one before it; another registration has its place beside it.
        int kept = note.pending().account() == null ? 0 : MOST_WAITING - 1;
        dao.delete(tx, others.stream().skip(kept).map(CodeDao.Row::id).toList());
        String code = "%06d".formatted(secrets.below(CODES));
        Instant now = time.now();
        dao.setCode(
                tx,
                note.id(),
                pending.get(),
                Registrations.hash(sealing, note.id(), code),
                now.plus(Purpose.REGISTRATION.life()),
                now.plus(Purpose.REGISTRATION.patience()));
        Map<String, String> values = Map.of("code", code, "minutes", Purpose.REGISTRATION.minutes());
        mails.send(tx, mail(note, MailKind.REGISTRATION_CODE, null, values));
    }

    private Mail mail(CodeDao.Row note, MailKind kind, @Nullable UserId user, Map<String, String> values) {
        Instant end = time.now().plus(Purpose.REGISTRATION.life());
        return new Mail("registration:" + note.id(), kind, user, note.pending().email(), values, end);
    }
}
