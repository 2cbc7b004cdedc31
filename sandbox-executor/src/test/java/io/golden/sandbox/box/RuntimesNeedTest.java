package io.golden.sandbox.box;

import static org.assertj.core.api.Assertions.assertThat;

import io.golden.sandbox.language.Language;
import org.junit.jupiter.api.Test;

/** What honest programs ask of sockets, locks and processes, beside what the filter refuses. */
class RuntimesNeedTest {
    @Test
    void pythonTalksToItsProcessesAndThreads() {
        var code = """
                import asyncio, concurrent.futures, multiprocessing, socket, subprocess, sys, threading
                async def child():
                    process = await asyncio.create_subprocess_exec(sys.executable, '-c', 'print(1)', stdout=-1, stdin=-1)
                    return (await process.communicate())[0]
                async def pair():
                    near, far = socket.socketpair()
                    reader, writer = await asyncio.open_connection(sock=near)
                    server, answer = await asyncio.open_connection(sock=far)
                    writer.write(b'hello\\n'); await writer.drain()
                    line = await server.readline()
                    writer.close(); answer.close()
                    return line
                def piped(end): end.send('piped')
                print(asyncio.run(child()), asyncio.run(pair()))
                near, far = multiprocessing.Pipe()
                for method in ('fork', 'spawn'):
                    process = multiprocessing.get_context(method).Process(target=print, args=(method,), kwargs={'flush': True})
                    process.start(); process.join(); assert process.exitcode == 0
                process = multiprocessing.get_context('fork').Process(target=piped, args=(far,))
                process.start(); print(near.recv()); process.join()
                with concurrent.futures.ThreadPoolExecutor(4) as threads: print(sum(threads.map(abs, range(-4, 0))))
                print(subprocess.run([sys.executable, '-c', 'print(input())'], input=b'run', stdout=-1).stdout)
                a, b = socket.socketpair()
                a.settimeout(1); a.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
                a.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                print(a.getsockopt(socket.SOL_SOCKET, socket.SO_TYPE) == socket.SOCK_STREAM)
                """;

        var result = Boxes.python("if __name__ == '__main__':\n" + code.indent(4));

        assertThat(Boxes.err(result)).isEmpty();
        assertThat(Boxes.out(result)).isEqualTo("b'1\\n' b'hello\\n'\nfork\nspawn\npiped\n10\nb'run\\n'\nTrue\n");
    }

    @Test
    void nodeTalksToItsProcessesAndThreads() {
        var code = """
                const { fork, spawn, execFileSync } = require('child_process');
                const { Worker, isMainThread, parentPort } = require('worker_threads');
                if (process.argv[2] === 'child') {
                    process.on('message', told => { process.send(told + 1); process.disconnect(); });
                } else if (!isMainThread) {
                    parentPort.postMessage('worker');
                } else {
                    console.log(execFileSync(process.execPath, ['-e', 'console.log(3)']).toString().trim());
                    const child = fork(__filename, ['child']);
                    child.on('message', told => console.log(told));
                    child.send(4);
                    child.on('exit', () => {
                        const echo = spawn(process.execPath, ['-e', 'process.stdin.pipe(process.stdout)']);
                        echo.stdout.on('data', data => console.log(data.toString()));
                        echo.stdin.end('six');
                        echo.on('exit', () => new Worker(__filename).on('message', told => console.log(told)));
                    });
                }
                """;

        var result = Boxes.run(Boxes.request(Language.JAVASCRIPT, code));

        assertThat(Boxes.err(result)).isEmpty();
        assertThat(Boxes.out(result)).isEqualTo("3\n5\nsix\nworker\n");
    }
}
