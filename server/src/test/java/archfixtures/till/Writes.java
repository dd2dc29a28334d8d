package archfixtures.till;

import java.util.function.Supplier;

/** Stands for the real one. */
class Writes {
    String perform(Supplier<String> work) {
        return work.get();
    }
}
