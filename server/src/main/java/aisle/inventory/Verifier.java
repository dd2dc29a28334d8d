package aisle.inventory;

import aisle.inventory.Verification.Drift;
import aisle.inventory.VerificationDao.Piece;
import aisle.inventory.VerificationDao.Place;
import aisle.platform.time.Time;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Proves the books piece by piece, for whoever asks and for the job of each night. */
@Singleton
class Verifier {
    /** Rows that are named; how many there are is counted beyond that. */
    private static final int NAMED = 1_000;

    /** A hold that the job of the expired ones has not freed by then is nobody's. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final VerificationDao dao = new VerificationDao();
    private final Time time;

    Verifier(Time time) {
        this.time = time;
    }

    Progress begin() {
        return new Progress();
    }

    /** The piece that comes next; {@link Progress#add} moves on. */
    Piece next(Handle handle, Progress progress) {
        return dao.compare(handle, progress.place(), time.now().minus(GRACE));
    }

    /** How far a proof is. */
    static final class Progress {
        private final List<Drift> drift = new ArrayList<>();
        private @Nullable Place place = Place.BEFORE_ALL;
        private long checked;
        private long drifted;

        void add(Piece piece) {
            checked += piece.checked();
            drifted += piece.drift().size();
            piece.drift().stream().limit(NAMED - drift.size()).forEach(drift::add);
            place = piece.next();
        }

        boolean isThrough() {
            return place == null;
        }

        Verification found() {
            return new Verification(drifted == 0, checked, drifted, List.copyOf(drift));
        }

        private Place place() {
            if (place == null) {
                throw new IllegalStateException("the proof is through");
            }
            return place;
        }
    }
}
