package io.efface.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.efface.cli.process.StopSignal;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tests how {@code erase} uses an earlier job of the same list, and respects its hold list. */
class EraseEarlierJobTest extends EraseFixture {
    @Test
    void erase_completeJob_isReportedAndSendsNothing() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
        long requests = job.requests();

        assertThat(erase(list)).isZero();
        assertThat(job.requests()).isEqualTo(requests);
        assertThat(job.err()).contains("Nothing was sent", "--again");
        assertThat(job.out()).contains("4 VERIFIED_ABSENT");
        assertThat(jobs().lines()).hasSize(1);
    }

    @Test
    void erase_again_plansANewJobWithItsOwnName() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
        job.holding("green", ALICE, BOB).holding("iai", ALICE, BOB);

        assertThat(erase(list, "--again", "--yes", "--expect", "4")).isZero();
        assertThat(job.holds("green", ALICE)).isFalse();
        assertThat(jobs()).contains("-leavers-2026, ", "-leavers-2026-2, ");
    }

    @Test
    void erase_otherHoldsOrOtherList_areAnotherJob() throws IOException {
        assertThat(erase(list(ALICE, BOB))).isEqualTo(2);
        String holds = job.file("holds.txt", BOB + "\n").toString();

        assertThat(erase(list(ALICE, BOB), "--hold", holds, "--yes", "--expect", "2"))
                .isZero();
        assertThat(job.holds("green", ALICE)).isFalse();
        assertThat(job.holds("green", BOB)).isTrue();
        assertThat(erase(list(ALICE, BOB, CAROL))).isEqualTo(2);
        assertThat(jobs().lines()).hasSize(3);
    }

    @Test
    void erase_unfinishedJob_continuesOnAnotherDay() throws IOException {
        String list = list(ALICE, BOB);
        job.command.withClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)));
        assertThat(erase(list)).isEqualTo(2);
        job.command.withClock(Clock.systemUTC());

        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
        assertThat(jobs().lines()).hasSize(1);
    }

    @Test
    void erase_interruptedVerification_isRepeated() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list)).isEqualTo(2);
        String name = firstJob();
        assertThat(job.runJob(name, "run", "--apply", "--expect", "4")).isZero();

        assertThat(erase(list)).isZero();
        assertThat(job.out()).contains("verified: all 4 done targets");
    }

    @Test
    void erase_againWithoutTheHoldsOfTheEarlierPlan_isRefused() throws IOException {
        String list = list(ALICE, BOB);
        String holds = job.file("holds.txt", BOB + "\n").toString();
        assertThat(erase(list, "--hold", holds, "--yes", "--expect", "2")).isZero();
        long requests = job.requests();

        for (String[] options : new String[][] {{"--again"}, {}}) {
            assertThat(erase(list, options)).isEqualTo(2);
            assertThat(job.err())
                    .contains("hold list protects people whom this job would delete", "--hold", "'efface plan'");
        }
        assertThat(job.requests()).isEqualTo(requests);
        assertThat(jobs().lines()).hasSize(1);
        assertThat(erase(list, "--again", "--hold", holds)).isEqualTo(2);
        assertThat(job.err()).contains("no terminal", "which is 2");
    }

    @Test
    void erase_againWithoutALaterHold_isRefused() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list)).isEqualTo(2);
        String name = firstJob();
        String holds = job.file("holds.txt", BOB + "\n").toString();
        assertThat(job.runJob(name, "hold add", "--ids", holds)).isZero();
        assertThat(erase(list, "--yes", "--expect", "4")).isZero();
        assertThat(job.holds("green", BOB)).isTrue();

        assertThat(erase(list, "--again", "--yes", "--expect", "4")).isEqualTo(2);

        assertThat(job.err()).contains("job '" + name + "' has the same list");
        assertThat(job.holds("green", BOB)).isTrue();
    }

    @Test
    void erase_shorterHoldListThatProtectsTheSamePeople_isAccepted() throws IOException {
        String list = list(ALICE, BOB);
        String longer = job.file("longer.txt", BOB + "\nsomebody-else\n").toString();
        String shorter = job.file("shorter.txt", BOB + "\n").toString();
        assertThat(erase(list, "--hold", longer, "--yes", "--expect", "2")).isZero();

        assertThat(erase(list, "--hold", shorter, "--yes", "--expect", "2")).isZero();
        assertThat(job.holds("green", BOB)).isTrue();
    }

    @Test
    void erase_otherDueTimeThanTheEarlierJob_isRefusedAndNamesTheStoredTime() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list, "--due", "2020-01-31T18:00+08:00")).isEqualTo(2);

        assertThat(erase(list, "--yes", "--expect", "4", "--due", "2030-01-31T18:00Z"))
                .isEqualTo(2);

        assertThat(job.err())
                .contains("was planned with --due 2020-01-31T", "nothing was sent", "leave out --due", "--again")
                .doesNotContain("warning: the estimate");
        assertThat(job.requests()).isZero();
        assertThat(jobs().lines()).hasSize(1);
    }

    @Test
    void erase_dueTimeAndAnEarlierJobWithoutOne_isRefused() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list)).isEqualTo(2);

        assertThat(erase(list, "--yes", "--expect", "4", "--due", "2030-01-31T18:00Z"))
                .isEqualTo(2);

        assertThat(job.err()).contains("was planned without --due; nothing was sent", "leave out --due");
        assertThat(job.requests()).isZero();
    }

    @Test
    void erase_sameDueTimeAsTheEarlierJob_continues() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list, "--due", "2020-01-31T18:00:00.0001+08:00")).isEqualTo(2);

        assertThat(erase(list, "--yes", "--expect", "4", "--due", "2020-01-31T10:00:00.0002Z"))
                .isZero();
        assertThat(jobs().lines()).hasSize(1);
    }

    @Test
    void erase_withoutDueTime_warnsAboutTheStoredOne() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list, "--due", "2020-01-31T18:00Z")).isEqualTo(2);

        assertThat(erase(list, "--yes", "--expect", "4", "--json")).isZero();

        assertThat(job.err()).contains("after the job is due at 2020-01-31T");
        assertThat(job.out()).contains("\"late\":true", "\"due\":\"2020-01-31T18:00:00Z\"");
    }

    @Test
    void erase_severalUnfinishedJobs_continuesTheNewestAndNamesTheOthers() throws IOException {
        String list = list(ALICE, BOB);
        for (String name : List.of("first", "second", "third")) {
            assertThat(job.runJob(name, "plan", "--input", list, "--accounts", "green,iai"))
                    .isZero();
        }
        assertThat(job.runJob("third", "run", "--apply", "--expect", "4")).isZero();
        job.holding("green", ALICE, BOB).holding("iai", ALICE, BOB);

        assertThat(erase(list, "--yes", "--expect", "4")).isZero();

        assertThat(job.out()).contains("Job second has the same list");
        assertThat(job.err())
                .contains("job second is the newest unfinished job of this list; first is also unfinished");
        assertThat(job.holds("green", ALICE)).isFalse();
    }

    @Test
    void erase_interruptedPlan_isReplacedUnderItsName() throws Exception {
        String list = list(ALICE, BOB);
        for (int days : List.of(0, -1)) {
            job.command.withClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(days)));
            assertThat(erase(list)).isEqualTo(2);
            String name = firstJob();
            change("UPDATE job SET state = 'PLANNING', digest = NULL, planned_at = NULL");
            job.command.withClock(Clock.systemUTC());

            assertThat(erase(list)).isEqualTo(2);

            assertThat(job.err()).contains("the plan of job " + name + " was interrupted");
            assertThat(job.out()).contains("Job " + name + " is planned");
            assertThat(jobs().lines()).singleElement().asString().contains("job " + name + ", planned");
            change("DELETE FROM job");
        }
    }

    @Test
    void erase_replacedListOfEqualSize_isNotConfirmedByTheNumber() throws IOException {
        String list = list(ALICE, BOB);
        job.command.signals.sendAtOnce(StopSignal.INT);
        assertThat(erase(list, "--yes", "--expect", "4")).isEqualTo(130);
        String digest = job.err().replaceFirst("(?s).*--expect-digest=", "").substring(0, 64);
        list(ALICE, CAROL);

        assertThat(erase(list, "--yes", "--expect", "4", "--expect-digest", digest))
                .isEqualTo(2);
        assertThat(job.err()).contains("not the expected digest");
        assertThat(jobs().lines()).hasSize(1);
        assertThat(erase(list, "--yes", "--expect", "4")).isEqualTo(2);
        assertThat(job.err()).contains("--expect does not show which list", "add --expect-digest ");
        assertThat(erase(list, "--yes", "--expect", "4")).isEqualTo(2);
        assertThat(job.requests()).isZero();

        String other = job.err().replaceFirst("(?s).*add --expect-digest ", "").substring(0, 64);
        assertThat(erase(list, "--yes", "--expect", "4", "--expect-digest", other))
                .isZero();
        assertThat(job.holds("green", CAROL)).isFalse();
        assertThat(job.holds("green", BOB)).isTrue();
    }

    @Test
    void erase_replacedListAfterAnInterruptedVerification_isNotConfirmedByTheNumber() throws IOException {
        String list = list(ALICE, BOB);
        assertThat(erase(list)).isEqualTo(2);
        assertThat(job.runJob(firstJob(), "run", "--apply", "--expect", "4")).isZero();
        list(ALICE, CAROL);

        assertThat(erase(list, "--yes", "--expect", "4")).isEqualTo(2);

        assertThat(job.err()).contains("--expect does not show which list");
        assertThat(job.holds("green", CAROL)).isTrue();
    }
}
