package io.golden.agent.reference;

import io.golden.agent.AgentWorker;
import io.golden.agent.craft.Craft;
import io.golden.agent.craft.ModelCraft;
import io.golden.agent.model.LanguageModel;
import io.golden.agent.offline.OfflineCraft;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs the reference agents of {@code AGENT_CREDENTIALS_FILE} in one JVM until it is told to stop. Arguments choose some
 * of them by name or role.
 */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(Setup.read(System.getenv(), List.of(arguments)));
        } catch (Setup.Invalid e) {
            System.err.println(e.getMessage());
            System.exit(2);
        }
    }

    private static void run(Setup setup) throws InterruptedException {
        var craft =
                LanguageModel.from(System.getenv()).<Craft>map(ModelCraft::new).orElseGet(OfflineCraft::new);
        var workers = setup.accounts().stream()
                .map(a -> worker(setup, a, craft).start())
                .toList();
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            workers.parallelStream().forEach(AgentWorker::close);
            stopped.countDown();
        }));
        stopped.await();
    }

    private static AgentWorker.Builder worker(Setup setup, Setup.Account account, Craft craft) {
        var critic = new Critic(craft, account.name());
        var builder = AgentWorker.role(account.role())
                .as(account.name(), account.clientSecret())
                .golden(setup.golden())
                .concurrency(setup.concurrency())
                .review(critic)
                .handle(
                        switch (account.role()) {
                            case "developer" -> new Developer(craft);
                            case "tester" -> new Tester(craft);
                            default -> critic;
                        });
        setup.nats().ifPresent(builder::nats);
        return builder;
    }
}
