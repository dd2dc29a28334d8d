package aisle.delivery;

import aisle.platform.config.AisleConfig;
import aisle.platform.db.Tx;
import aisle.platform.jobs.Job;
import aisle.platform.jobs.JobRun;
import aisle.platform.jobs.Schedule;
import aisle.platform.json.Json;
import aisle.platform.time.Ids;
import aisle.platform.time.Time;
import aisle.stores.Store;
import aisle.stores.Stores;
import jakarta.inject.Singleton;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;

/** Makes dated slots of templates for the coming days, as soon as a new day begins where the store is. */
@Singleton
class SlotGeneration implements Job {
    private final TemplateDao dao;
    private final Stores stores;
    private final SlotMetrics metrics;
    private final Time time;
    private final Ids ids;
    private final int daysAhead;

    SlotGeneration(Json json, Stores stores, SlotMetrics metrics, AisleConfig config, Time time, Ids ids) {
        this.dao = new TemplateDao(json);
        this.stores = stores;
        this.metrics = metrics;
        this.time = time;
        this.ids = ids;
        this.daysAhead = config.slots().daysAhead();
    }

    @Override
    public String name() {
        return "slot-generation";
    }

    @Override
    public String purpose() {
        return "makes delivery and pickup slots of the coming days from their templates";
    }

    @Override
    public Schedule schedule() {
        return Schedule.every(Duration.ofMinutes(5));
    }

    @Override
    public void run(JobRun run) {
        run.whileMore(tx -> {
            SlotTemplate due = dao.lockDue(tx, time.now());
            if (due == null) {
                return false;
            }
            Store store = stores.find(tx.handle(), due.storeId());
            if (store == null) {
                // It is just being archived, and takes its templates along.
                dao.generated(tx, due, due.generatedThrough(), time.now().plus(Duration.ofDays(1)));
            } else {
                generate(tx, due, store.timezone());
            }
            return true;
        });
    }

    /**
     * Makes the slots of a locked template that are not there yet, up to as many days ahead as the chain wants. A day that
     * was made once is not made again, so that a slot which somebody removed stays away.
     */
    void generate(Tx tx, SlotTemplate template, ZoneId zone) {
        Instant now = time.now();
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate last = today.plusDays(daysAhead);
        List<TemplateDao.Dated> slots = new ArrayList<>();
        for (LocalDate day = firstDay(template, today);
                !day.isAfter(last) && isValid(template, day);
                day = day.plusWeeks(1)) {
            SlotSpan span = SlotSpan.of(day, template.start(), template.end(), zone);
            if (span != null && span.start().isAfter(now)) {
                slots.add(new TemplateDao.Dated(ids.next(), day, span));
            }
        }
        int made = dao.insertSlots(tx, template, slots, now);
        dao.generated(tx, template, last, today.plusDays(1).atStartOfDay(zone).toInstant());
        tx.afterCommit(() -> metrics.generated.increment(made));
    }

    private static LocalDate firstDay(SlotTemplate template, LocalDate today) {
        LocalDate first = later(today, template.validFrom());
        if (template.generatedThrough() != null) {
            first = later(first, template.generatedThrough().plusDays(1));
        }
        return first.with(
                TemporalAdjusters.nextOrSame(DayOfWeek.of(template.weekday().ordinal() + 1)));
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    private static boolean isValid(SlotTemplate template, LocalDate day) {
        return template.validTo() == null || template.validTo().isAfter(day);
    }
}
