using System.Globalization;
using System.Text;
using Rlar.Rewards.Sandbox;

namespace Rlar.Host.Doctor;

/// <summary>What the code tools run programs in: its parts, and one program run in it for real.</summary>
internal sealed class SandboxCheck : IDoctorCheck
{
    private const string Part = "sandbox";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken)
    {
        List<DoctorFinding> findings =
        [
            Program("bwrap", "bubblewrap", isEssential: true),
            Program("python3", "python3", isEssential: true),
        ];
        if (Environment.IsPrivilegedProcess)
            findings.Add(Program("setpriv", "util-linux", isEssential: true));
        findings.Add(await TrialAsync(cancellationToken));
        findings.Add(Meter());
        return findings;
    }

    private static DoctorFinding Program(string name, string package, bool isEssential)
    {
        var path = SandboxPool.FindProgram(name);
        return new DoctorFinding(Part, name, path is not null, isEssential, path ?? "not in /usr/local/bin, /usr/bin or /bin", $"apt-get install {package}");
    }

    private static async Task<DoctorFinding> TrialAsync(CancellationToken cancellationToken)
    {
        const string Fix = "sysctl -w user.max_user_namespaces=10000 (and, on Ubuntu, kernel.apparmor_restrict_unprivileged_userns=0)";
        try
        {
            await using var pool = new SandboxPool(SandboxSetup.Plain, 1);
            var program = SandboxParty.Script("import os\nprint(os.getpid(), os.path.exists('/root'), len(os.listdir('/proc/self/net')) > 0)"u8.ToArray());
            var result = await pool.RunAsync(new SandboxJob([program], new SandboxLimits()), cancellationToken);
            var isAlone = Encoding.UTF8.GetString(result.Stdout.Span).StartsWith("2 False", StringComparison.Ordinal);
            return new DoctorFinding(
                Part,
                "isolation",
                isAlone,
                true,
                isAlone
                    ? string.Create(CultureInfo.InvariantCulture, $"a program ran, in {result.Wall * 1000:0} ms, and saw nothing of the host")
                    : "a program ran and was not alone",
                Fix);
        }
        catch (SandboxException error)
        {
            return new DoctorFinding(Part, "isolation", false, true, error.Message, Fix);
        }
    }

    // With it the processor time of children that nobody waits for is counted exactly; without it the limit on wall time has to do.
    private static DoctorFinding Meter()
    {
        const string Path = "/proc/sys/kernel/perf_event_paranoid";
        var level = File.Exists(Path)
            && int.TryParse(File.ReadAllText(Path).Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
                ? number
                : (int?)null;
        return new DoctorFinding(
            Part,
            "meter",
            level <= 2,
            false,
            $"kernel.perf_event_paranoid is {level?.ToString(CultureInfo.InvariantCulture) ?? "not there"}; "
                + "up to 2 the time of children that are not waited for is counted",
            "sysctl -w kernel.perf_event_paranoid=2");
    }
}
