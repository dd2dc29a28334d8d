package aisle.accounts.signin;

import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import aisle.platform.security.Principal;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Who is behind which session, for a moment. What is forgotten stays so: an answer that was being read at that time, and may
 * be older than the change, counts for nobody who asks afterwards.
 */
final class RememberedSessions {
    private static final int MOST = 100_000;

    /** Longer than any statement may take. */
    private static final Duration LONGEST_READ = Duration.ofMinutes(1);

    private final Function<SessionId, Optional<Principal>> reading;
    private final Cache<SessionId, Answer> answers;
    private final AtomicLong changes = new AtomicLong();

    /** The number of the last change of each user who was changed lately. */
    private final Cache<UserId, Long> changed;

    RememberedSessions(Function<SessionId, Optional<Principal>> reading, Duration memory) {
        this.reading = reading;
        this.answers =
                Caffeine.newBuilder().expireAfterWrite(memory).maximumSize(MOST).build();
        this.changed = Caffeine.newBuilder()
                .expireAfterWrite(memory.plus(LONGEST_READ))
                .maximumSize(MOST)
                .build();
    }

    /** @param changesBefore how many changes there had been before it was read */
    private record Answer(Optional<Principal> principal, long changesBefore) {}

    /** Loading happens inside the cache, so that many who ask at once read once. */
    Optional<Principal> find(SessionId session) {
        while (true) {
            Answer answer = answers.get(session, this::read);
            if (!isOutdated(answer)) {
                return answer.principal();
            }
            answers.asMap().remove(session, answer);
        }
    }

    private Answer read(SessionId session) {
        long before = changes.get();
        return new Answer(reading.apply(session), before);
    }

    private boolean isOutdated(Answer answer) {
        Long last = answer.principal()
                .map(principal -> changed.getIfPresent(principal.userId()))
                .orElse(null);
        return last != null && last > answer.changesBefore();
    }

    /** Waits for whoever reads just this session, and forgets what it found. */
    void forget(SessionId session) {
        answers.invalidate(session);
    }

    /** Forgets all sessions of a user; which these are nobody needs to know. */
    void forget(UserId user) {
        changed.asMap().merge(user, changes.incrementAndGet(), Math::max);
    }
}
