using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Rlar.Rewards.Sandbox;

namespace Rlar.Host.Doctor;

/// <summary>The system's Python, in which programs run, and its packages.</summary>
internal sealed class PythonCheck : IDoctorCheck
{
    private const string Part = "python";
    private const string Question = """
        import json, sys
        found = {'version': '.'.join(map(str, sys.version_info[:3]))}
        for name in ('numpy', 'pytest', 'sqlite3'):
            try:
                module = __import__(name)
                found[name] = getattr(module, 'sqlite_version', None) or module.__version__
            except ImportError:
                pass
        print(json.dumps(found))
        """;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DoctorFinding>> FindAsync(CancellationToken cancellationToken)
    {
        var found = await AskAsync(cancellationToken);
        var version = found.GetValueOrDefault("version");
        var isRecent = Version.TryParse(version, out var number) && number >= new Version(3, 10);
        return
        [
            new(
                Part,
                "version",
                isRecent,
                true,
                version is null ? "python3 does not run" : isRecent ? version : $"{version}; 3.10 or later is needed",
                "apt-get install python3"),
            Package("numpy", "programs that import it", "python3-numpy"),
            Package("pytest", "tests written for it", "python3-pytest"),
            Package("sqlite3", "SQL", "python3"),
        ];

        DoctorFinding Package(string name, string use, string package) =>
            new(Part, name, found.ContainsKey(name), false, found.GetValueOrDefault(name) ?? $"not there: {use}", $"apt-get install {package}");
    }

    private static async Task<IReadOnlyDictionary<string, string>> AskAsync(CancellationToken cancellationToken)
    {
        if (SandboxPool.FindProgram("python3") is not { } python)
            return new Dictionary<string, string>();
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-I", "-c", Question])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            var said = await process.StandardOutput.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? JsonSerializer.Deserialize<Dictionary<string, string>>(said)! : new Dictionary<string, string>();
        }
        catch (Win32Exception)
        {
            // It cannot be started: then it does not run, which is what is reported.
            return new Dictionary<string, string>();
        }
    }
}
