using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Rlar.Rewards.Sandbox;

namespace Rlar.Rewards.Tests.Sandbox;

/// <summary>A host with something to steal and to break, and one supervisor on it, which all hostile programs run in one after the other.</summary>
public sealed class HostileHost : IAsyncDisposable
{
    private readonly TcpListener _server = new(IPAddress.IPv6Any, 0);
    private readonly Socket _abstractServer = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _file = Path.GetTempFileName();
    private readonly Process? _neighbour;
    private readonly string _abstractName = "rlar-" + Guid.NewGuid().ToString("N");
    private readonly string _secret = "secret-" + Guid.NewGuid().ToString("N");

    public HostileHost()
    {
        if (Machine.WhyNot is not null)
            return;
        Environment.SetEnvironmentVariable("RLAR_HOSTILE_TEST", _secret + "-of-the-host");
        _server.Server.DualMode = true;
        _server.Start();
        _abstractServer.Bind(new UnixDomainSocketEndPoint("\0" + _abstractName));
        _abstractServer.Listen();
        File.WriteAllText(_file, _secret);

        // A process of the user that a program would be if it came out of all walls.
        string[] sleep = ["/bin/sleep", "600"];
        var line = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", .. sleep] : sleep;
        _neighbour = Process.Start(line[0], line.Skip(1));
        Pool = new SandboxPool(SandboxSetup.Plain, 1);
    }

    internal SandboxPool Pool { get; } = null!;

    /// <summary>What the earlier run was given, in two halves.</summary>
    internal (string First, string Second) Carried { get; } = ("first" + Guid.NewGuid().ToString("N"), "second" + Guid.NewGuid().ToString("N"));

    /// <summary>What the programs are told: where the host can be reached, and the beginnings of what they are not to find.</summary>
    internal IReadOnlyList<string> Arguments =>
        [((IPEndPoint)_server.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture), _abstractName, _secret, Carried.First, Carried.Second];

    /// <summary>What has changed on the host, or nothing.</summary>
    internal IEnumerable<string> Damage()
    {
        if (_server.Pending())
            yield return "a program has connected to the host";
        if (_abstractServer.Poll(0, SelectMode.SelectRead))
            yield return "a program has connected to the host's abstract socket";
        if (!File.Exists(_file) || File.ReadAllText(_file) != _secret)
            yield return "a file of the host has changed";
        if (_neighbour!.HasExited)
            yield return "a process of the host was ended";
        foreach (var supervisor in Pool.IdleSupervisors)
        {
            var tree = ProcessTree.Under(supervisor);
            if (tree.Count != 2)
                yield return $"under the supervisor there are {string.Join(", ", tree)} beside bubblewrap's init and itself";
        }
    }

    /// <summary>The host's memory in shared pages (tmpfs, shared memory), in bytes.</summary>
    internal static long SharedMemory() =>
        1024 * long.Parse(File.ReadLines("/proc/meminfo").Single(line => line.StartsWith("Shmem:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture);

    internal async Task<string> ProbeAsync()
    {
        var result = await Pool.RunAsync(new SandboxJob([SandboxParty.Script(Encoding.UTF8.GetBytes(Probe))], new SandboxLimits()), CancellationToken.None);
        Assert.True(result.ExitStatus == 0, Encoding.UTF8.GetString(result.Stderr.Span));
        return Encoding.UTF8.GetString(result.Stdout.Span);
    }

    public async ValueTask DisposeAsync()
    {
        if (Pool is not null)
            await Pool.DisposeAsync();
        Environment.SetEnvironmentVariable("RLAR_HOSTILE_TEST", null);
        _neighbour?.Kill();
        _neighbour?.Dispose();
        _server.Dispose();
        _abstractServer.Dispose();
        File.Delete(_file);
    }

    /// <summary>Everything in which a run could see that another was there before it.</summary>
    private const string Probe = """
        import os, resource, signal, sys, builtins, json, socket
        print(sorted(os.listdir('/tmp')), sorted(os.listdir('/dev/shm')), sorted(os.listdir('/')), sorted(os.listdir('/dev')))
        print(sorted(p for p in os.listdir('/proc') if p.isdigit()), os.getpid(), os.getcwd(), sorted(os.environ.items()))
        print(os.umask(0o22), os.getpriority(os.PRIO_PROCESS, 0), sorted(os.sched_getaffinity(0)), sys.getrecursionlimit(), len(sys.path), sys.argv)
        print([str(signal.getsignal(n)) for n in (1, 2, 10, 12, 13, 14, 15, 17, 24, 25)], signal.pthread_sigmask(signal.SIG_BLOCK, []))
        print([resource.getrlimit(k) for k in range(16)])
        print(sorted(sys.modules))
        print([open('/proc/sysvipc/' + k).read().count('\n') for k in ('shm', 'sem', 'msg')], open('/proc/net/unix').read().count('\n'), open('/proc/net/dev').read().count('\n'))
        print([fd for fd in range(256) if os.path.lexists(f'/proc/self/fd/{fd}')][:4], json.loads('[1]'), type(builtins.print).__name__, socket.gethostname())
        s = {k: v.strip() for k, _, v in (line.partition(':') for line in open('/proc/self/status'))}
        print({k: s[k] for k in ('Uid', 'Gid', 'Groups', 'CapEff', 'CapBnd', 'NoNewPrivs', 'Seccomp', 'SigIgn', 'SigBlk', 'ShdPnd', 'NSpid')})
        """;
}
