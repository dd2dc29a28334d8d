package aisle.accounts.signin;

import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import aisle.platform.db.Database;
import aisle.platform.db.Tx;
import aisle.platform.security.Principal;
import aisle.platform.security.Sessions;
import aisle.platform.time.Time;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Answers who is signed in by one statement, and remembers the answer for a moment: a shopper's page makes many requests,
 * and each would otherwise cost a round trip. This node forgets at once what it ends itself; another node learns of it
 * within a second of the sign-out, time to read included, and through Redis, where there is one, at once.
 */
@Singleton
class LiveSessions implements Sessions {
    private static final Duration MEMORY = Duration.ofMillis(750);

    private final SessionDao dao = new SessionDao();
    private final SharedRevocations revocations;
    private final RememberedSessions remembered;

    @Inject
    LiveSessions(Database database, SharedRevocations revocations, Time time) {
        this(database, revocations, time, MEMORY);
    }

    LiveSessions(Database database, SharedRevocations revocations, Time time, Duration memory) {
        this.revocations = revocations;
        this.remembered = new RememberedSessions(
                id -> database.read(handle -> Optional.ofNullable(dao.findPrincipal(handle, id, time.now()))), memory);
        revocations.hear(remembered::forget);
    }

    @Override
    public Optional<Principal> find(SessionId session) {
        return remembered.find(session);
    }

    @Override
    public void changed(Tx tx, UserId user) {
        share(tx, () -> remembered.forget(user), tokensOf(tx, user), session -> false);
    }

    @Override
    public void ended(Tx tx, UserId user) {
        share(tx, () -> remembered.forget(user), tokensOf(tx, user), session -> true);
    }

    /** As {@link #ended(Tx, UserId)}; one session goes on. */
    void endedExcept(Tx tx, UserId user, SessionId kept) {
        share(tx, () -> remembered.forget(user), tokensOf(tx, user), session -> !session.equals(kept));
    }

    /** One session is over with this transaction. */
    void ended(Tx tx, SessionId session) {
        List<IssuedToken> tokens =
                revocations.areTold() ? dao.tokensOfSession(tx, session, revocations.oldestLiving()) : List.of();
        share(tx, () -> remembered.forget(session), tokens, any -> true);
    }

    private List<IssuedToken> tokensOf(Tx tx, UserId user) {
        return revocations.areTold() ? dao.tokensOfUser(tx, user, revocations.oldestLiving()) : List.of();
    }

    private void share(Tx tx, Runnable forget, List<IssuedToken> tokens, Predicate<SessionId> isOver) {
        tx.afterCommit(() -> {
            forget.run();
            Set<SessionId> sessions = tokens.stream().map(IssuedToken::session).collect(Collectors.toUnmodifiableSet());
            revocations.tellChanged(sessions);
            revocations.keep(tokens.stream()
                    .filter(token -> isOver.test(token.session()))
                    .toList());
        });
    }
}
