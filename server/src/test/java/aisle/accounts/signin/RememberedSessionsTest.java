package aisle.accounts.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import aisle.kernel.Role;
import aisle.kernel.SessionId;
import aisle.kernel.UserId;
import aisle.platform.security.Principal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a node remembers of sessions while others change them. */
class RememberedSessionsTest {
    private static final Duration FOR_A_DAY = Duration.ofDays(1);

    private final SessionId session = new SessionId(UUID.randomUUID());
    private final UserId user = new UserId(UUID.randomUUID());
    private final AtomicReference<Optional<Principal>> truth = new AtomicReference<>(as(Role.MANAGER));
    private final AtomicInteger reads = new AtomicInteger();

    private Optional<Principal> as(Role role) {
        return Optional.of(new Principal(user, session, role, Set.of()));
    }

    private Optional<Principal> read() {
        reads.incrementAndGet();
        return truth.get();
    }

    @Test
    void oneReadServesAllUntilTheUserOrTheSessionChanges() {
        RememberedSessions remembered = new RememberedSessions(id -> read(), FOR_A_DAY);
        assertEquals(as(Role.MANAGER), remembered.find(session));
        truth.set(as(Role.EMPLOYEE));
        remembered.forget(new UserId(UUID.randomUUID()));
        assertEquals(as(Role.MANAGER), remembered.find(session));
        assertEquals(1, reads.get());

        remembered.forget(user);
        assertEquals(as(Role.EMPLOYEE), remembered.find(session));
        truth.set(Optional.empty());
        assertEquals(as(Role.EMPLOYEE), remembered.find(session));
        assertEquals(2, reads.get());

        remembered.forget(session);
        assertEquals(Optional.empty(), remembered.find(session));
        assertEquals(3, reads.get());
    }

    @Test
    void whatWasReadBeforeAChangeAndArrivesAfterItCountsForNobody() throws Exception {
        CountDownLatch isRead = new CountDownLatch(1);
        CountDownLatch mayArrive = new CountDownLatch(1);
        RememberedSessions remembered = new RememberedSessions(
                id -> {
                    Optional<Principal> found = read();
                    isRead.countDown();
                    await(mayArrive);
                    return found;
                },
                FOR_A_DAY);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Optional<Principal>> early = threads.submit(() -> remembered.find(session));
            await(isRead);
            truth.set(Optional.empty());
            remembered.forget(user);
            mayArrive.countDown();
            assertEquals(Optional.empty(), early.get(30, TimeUnit.SECONDS));
        }
        assertEquals(Optional.empty(), remembered.find(session));
        assertEquals(2, reads.get());
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("waited half a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
