package archfixtures.till;

/** Stands for the real one. */
class Audit {
    void record() {}
}
