package io.golden.agent.offline;

import io.golden.agent.Review;
import io.golden.agent.Vote;
import io.golden.agent.python.PythonSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Looks for what lets data become code, leave the machine or touch it. Comments and strings do not count. */
final class SecurityJudge implements Judge {
    private record Danger(Pattern pattern, String concern) {
        static Danger of(String regex, String concern) {
            return new Danger(Pattern.compile(regex), concern);
        }
    }

    private static final List<Danger> DANGERS = List.of(
            Danger.of("(?<![\\w.])eval\\s*\\(", "eval() runs whatever its input says; parse it instead"),
            Danger.of("(?<![\\w.])exec\\s*\\(", "exec() runs whatever its input says"),
            Danger.of("(?<![\\w.])compile\\s*\\(", "compile() prepares input to be run"),
            Danger.of("__import__|importlib", "modules are chosen at run time"),
            Danger.of("\\bos\\s*\\.\\s*(system|popen|exec\\w*|spawn\\w*)", "a shell command is run through os"),
            Danger.of("\\bsubprocess\\b|\\bpty\\b", "another process is started"),
            Danger.of("\\b(pickle|marshal|shelve)\\b", "unpickling runs code that the data names"),
            Danger.of("\\b(socket|urllib|requests|http\\.client|ftplib|smtplib)\\b", "the network is used"),
            Danger.of("\\bctypes\\b|\\bmmap\\b", "memory is reached past the interpreter"),
            Danger.of("__(globals|builtins|subclasses|bases)__", "the interpreter's insides are reached"),
            Danger.of("\\byaml\\s*\\.\\s*load\\s*\\(", "yaml.load() builds any object; use safe_load"));

    private static final List<Danger> DOUBTS = List.of(
            Danger.of("(?<![\\w.])open\\s*\\(", "a file is opened; nothing in the task asks for it"),
            Danger.of("\\bshutil\\b|\\bos\\s*\\.\\s*(remove|unlink|rmdir)", "files may be removed"),
            Danger.of("\\btempfile\\.mktemp\\b", "mktemp() can be raced"),
            Danger.of("\\bhashlib\\s*\\.\\s*(md5|sha1)\\b", "a broken hash function is used"));

    @Override
    public String role() {
        return "security";
    }

    @Override
    public Vote judge(Review review) {
        var dangers = findings(review, DANGERS);
        if (!dangers.isEmpty()) {
            return Vote.reject(0.97, "This must not run as it is: " + String.join("; ", dangers) + ".", dangers);
        }
        var doubts = findings(review, DOUBTS);
        if (!doubts.isEmpty()) {
            return Vote.conditional(0.7, "Nothing dangerous, but: " + String.join("; ", doubts) + ".", doubts);
        }
        int lines = review.files().stream()
                .mapToInt(file -> (int) file.content().lines().count())
                .sum();
        return Vote.approve(
                0.9, "Read " + lines + " lines: no code from data, no process, no network, no file is touched.");
    }

    private static List<String> findings(Review review, List<Danger> wanted) {
        var found = new ArrayList<String>();
        for (var file : review.files()) {
            var lines = PythonSource.of(file.content()).code().split("\n", -1);
            for (var danger : wanted) {
                for (int i = 0; i < lines.length; i++) {
                    if (danger.pattern().matcher(lines[i]).find()) {
                        found.add(danger.concern() + " (" + file.path() + " line " + (i + 1) + ")");
                        break;
                    }
                }
            }
        }
        return found;
    }
}
